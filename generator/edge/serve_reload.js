// Follows the builds of `serve`: loads the page again after a good one, lays the report over it after a bad one.
(() => {
  "use strict";
  const shown = document.currentScript.src.split("?")[1];
  let stream = null;

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

  const follow = () => {
    if (document.hidden) {
      // a browser opens only six connections to one host, and every stream holds one
      if (stream) stream.close();
      stream = null;
    } else if (!stream) {
      stream = new EventSource("/.whence/events");
      stream.onmessage = (message) => {
        const state = JSON.parse(message.data);
        if (state.report) show(state.report);
        else if (state.version !== shown) location.reload();
        else show("");
      };
    }
  };

  document.addEventListener("visibilitychange", follow);
  follow();
})();
