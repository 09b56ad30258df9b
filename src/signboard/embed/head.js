(function(){var d=document,e=d.documentElement,h=location.hash.slice(1),o={},f=window.parent!==window;h.split("&").forEach(function(p){if(!p)return;var i=p.indexOf("="),k=i<0?p:p.slice(0,i),v=i<0?"true":p.slice(i+1);try{v=decodeURIComponent(v.replace(/\+/g," "))}catch(_){}o[k]=v||"true"});e.classList.add("js");
if(f)e.classList.add("framed");if(o.theme!==undefined)e.dataset.theme={night:"night",dark:"night",transparent:"transparent"}[o.theme]||"light";
["bordered","titled","background","downloads"].forEach(function(k){if(o[k]!==undefined)e.dataset[k]=o[k]==="false"||o[k]==="0"?"false":"true"});
if(o.bordered===undefined&&!f)e.dataset.bordered="false";if(o.font)e.style.setProperty("--sb-font",JSON.stringify(o.font)+",system-ui,sans-serif");
if(o.hide_parameters){var s=d.createElement("style");s.textContent=o.hide_parameters.split(",").map(function(k){return'[data-slug="'+CSS.escape(k)+'"]'}).join(",")+"{display:none!important}";d.head.appendChild(s)}})()
