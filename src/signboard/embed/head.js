(function(){var d=document,e=d.documentElement,h=location.hash.slice(1),o={},f=window.parent!==window;new URLSearchParams(h).forEach(function(v,k){o[k]=v||"true"});e.sb={...e.dataset};e.classList.add("js");
if(f)e.classList.add("framed");if(o.theme!==undefined)e.dataset.theme={night:"night",dark:"night",transparent:"transparent"}[o.theme]||"light";
if(o.hide_download_button&&!o.downloads)o.downloads=o.hide_download_button==="true"?"false":"true";["bordered","titled","background","downloads","fullscreen"].forEach(function(k){if(o[k]&&e.dataset[k]!=="never")e.dataset[k]=/^(false|0)$/.test(o[k])?"false":"true"});
if(o.bordered===undefined&&!f)e.dataset.bordered="false";if(o.font)e.style.setProperty("--sb-font",JSON.stringify(o.font)+",system-ui,sans-serif");
if(o.hide_parameters){var s=d.createElement("style");s.id="sb-hp";s.textContent=o.hide_parameters.split(",").map(function(k){return'[data-slug="'+CSS.escape(k)+'"]'}).join(",")+"{display:none!important}";d.head.appendChild(s)}})()
