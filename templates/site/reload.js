(() => {
  "use strict";
  // The number is that of the build which this page shows; another one means that the page is old.
  const shown = document.currentScript.dataset.build;
  const events = new EventSource("/.briefing/events");
  events.addEventListener("build", event => { if (event.data !== shown) { events.close(); location.reload(); } });
  addEventListener("pagehide", () => events.close());
})();
