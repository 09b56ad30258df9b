// The viewers' script starts here: everything it does, the page can also do without it.
document.documentElement.dataset.script = "on";
