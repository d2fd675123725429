// Follows the builds of `serve`: loads the page again where it is another, lays what is wrong over it, and says, when it
// takes a while, that the rest of the site is being built.
(() => {
  "use strict";
  const PATIENCE = 700; // milliseconds; a build that is done sooner is not worth a word
  const shown = document.currentScript.src.split("?")[1];
  const status = document.createElement("p");
  status.id = "whence-status";
  status.setAttribute("role", "status"); // it stands there empty, so that words in it are read out
  let stream = null;
  let timer = 0;

  const show = (report) => {
    let box = document.getElementById("whence-report");
    if (!report) {
      if (box) box.remove();
      return;
    }
    if (!box) {
      box = document.createElement("div");
      box.id = "whence-report";
      box.setAttribute("role", "alert");
      box.append(document.createElement("pre"));
      document.body.append(box);
    }
    box.firstElementChild.textContent = report;
  };

  const wait = (busy) => {
    if (busy && !timer) {
      timer = setTimeout(() => { status.textContent = "The rest of the site is being built."; }, PATIENCE);
    } else if (!busy) {
      clearTimeout(timer);
      timer = 0;
      status.textContent = "";
    }
  };

  const follow = () => {
    if (document.hidden) {
      // a browser opens only six connections to one host, and every stream holds one
      if (stream) stream.close();
      stream = null;
    } else if (!stream) {
      stream = new EventSource(`/.whence/events?${location.pathname}`);
      stream.onmessage = (message) => {
        const state = JSON.parse(message.data);
        if (state.version !== shown) {
          stream.close();
          location.reload();
          return;
        }
        show(state.report);
        wait(state.busy);
      };
    }
  };

  document.body.append(status);
  document.addEventListener("visibilitychange", follow);
  follow();
})();
