// 下载页：做好一篇就重新装入；做不成的写明原因，页面上仍是上次做好的。
"use strict";
(() => {
  const list = document.querySelector("#builds"), frame = document.querySelector("#live"), address = frame.getAttribute("src");
  const rows = new Map();
  const news = new EventSource("/events");
  let told = false;
  const again = () => frame.contentWindow.location.replace(address);
  news.addEventListener("hello", () => { if (told) again(); told = true; });
  news.addEventListener("progress", (event) => {
    const job = JSON.parse(event.data);
    // 模板又读得了，从前说它的话就收回
    if (job.stem) { rows.get("")?.remove(); rows.delete(""); }
    let row = rows.get(job.stem);
    if (!row) { row = document.createElement("li"); rows.set(job.stem, row); list.append(row); }
    // 做好了的一行就够；哪一版为什么没有做，在那一篇的页面上
    const said = job.said.startsWith("做好了\n") ? "做好了" : job.said;
    row.textContent = job.stem ? `${job.stem}：${said}` : said;
    if (job.over) again();
  });
  addEventListener("pagehide", () => news.close());
})();
