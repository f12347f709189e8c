(function () {
  "use strict";
  var root = document.documentElement, tip = document.getElementById("tip"), theme = document.getElementById("theme");
  var asksDark = window.matchMedia("(prefers-color-scheme: dark)");

  function isDark() { return root.dataset.theme ? root.dataset.theme === "dark" : asksDark.matches; }
  function nameTheme() { theme.textContent = isDark() ? "Light" : "Dark"; theme.setAttribute("aria-label", "Change to " + (isDark() ? "light" : "dark")); }
  theme.hidden = false;
  theme.addEventListener("click", function () { root.dataset.theme = isDark() ? "light" : "dark"; nameTheme(); });
  asksDark.addEventListener("change", nameTheme);
  nameTheme();

  // The titles of marks are for readers without scripts; here they become tips of the page's own.
  document.querySelectorAll("svg [data-tip] > title").forEach(function (title) { title.remove(); });

  function show(text, event) {
    tip.textContent = text;
    tip.hidden = false;
    var edge = document.documentElement.clientWidth, x = event.clientX + 14;
    if (x + tip.offsetWidth > edge - 6) x = Math.max(6, event.clientX - tip.offsetWidth - 14);
    tip.style.left = x + window.scrollX + "px";
    tip.style.top = event.clientY + window.scrollY + 16 + "px";
  }

  function hide() {
    tip.hidden = true;
    document.querySelectorAll("line.guide").forEach(function (line) { line.remove(); });
  }

  function guide(svg, x, area) {
    var line = svg.querySelector("line.guide");
    if (!line) {
      line = document.createElementNS(svg.namespaceURI, "line");
      line.setAttribute("class", "guide s-muted");
      line.setAttribute("stroke", "#57606a");
      svg.appendChild(line);
    }
    line.setAttribute("x1", x); line.setAttribute("x2", x);
    line.setAttribute("y1", area[1]); line.setAttribute("y2", area[3]);
  }

  document.querySelectorAll("figure svg").forEach(function (svg) {
    var tips = svg.dataset.tips ? JSON.parse(svg.dataset.tips) : null;
    var area = tips ? svg.dataset.area.split(" ").map(Number) : null;
    svg.addEventListener("pointermove", function (event) {
      var mark = event.target.closest("[data-tip]");
      if (mark) return show(mark.dataset.tip, event);
      if (!tips) return hide();
      var box = svg.getBoundingClientRect(), scale = svg.viewBox.baseVal.width / box.width;
      var x = (event.clientX - box.left) * scale, y = (event.clientY - box.top) * scale;
      if (x < area[0] - 8 || x > area[2] + 8 || y < area[1] || y > area[3]) return hide();
      var best = tips[0];
      tips.forEach(function (t) { if (Math.abs(t[0] - x) < Math.abs(best[0] - x)) best = t; });
      guide(svg, best[0], area);
      show(best[1], event);
    });
    svg.addEventListener("pointerleave", hide);
  });

  document.querySelectorAll(".choice").forEach(function (choice) {
    var figures = Array.from(choice.querySelectorAll("figure"));
    if (figures.length < 2) return;
    var label = document.createElement("label"), select = document.createElement("select");
    label.append(choice.dataset.label + " ", select);
    figures.forEach(function (figure, i) {
      select.append(new Option(figure.dataset.choice, i));
      figure.hidden = i > 0;
    });
    select.addEventListener("change", function () { figures.forEach(function (figure, i) { figure.hidden = i !== Number(select.value); }); });
    choice.prepend(label);
  });

  function source(figure) {
    var svg = figure.querySelector(".wide svg").cloneNode(true);
    svg.removeAttribute("data-tips"); svg.removeAttribute("data-area");
    svg.querySelectorAll(".guide").forEach(function (line) { line.remove(); });
    svg.querySelectorAll("[data-tip]").forEach(function (mark) { mark.removeAttribute("data-tip"); });
    var style = document.createElementNS(svg.namespaceURI, "style");
    style.textContent = document.getElementById("font").textContent;
    svg.insertBefore(style, svg.firstChild);
    return { svg: svg, text: new XMLSerializer().serializeToString(svg) };
  }

  function save(url, name) {
    var link = document.createElement("a");
    link.href = url; link.download = name;
    link.click();
  }

  function savePng(made, name) {
    var image = new Image(), scale = 2;
    image.onload = function () {
      var canvas = document.createElement("canvas");
      canvas.width = made.svg.viewBox.baseVal.width * scale; canvas.height = made.svg.viewBox.baseVal.height * scale;
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(function (blob) { save(URL.createObjectURL(blob), name); });
    };
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(made.text);
  }

  document.querySelectorAll("figure .save").forEach(function (buttons) {
    buttons.hidden = false;
    buttons.addEventListener("click", function (event) {
      var kind = event.target.dataset.save, figure = buttons.closest("figure");
      if (!kind) return;
      var made = source(figure), name = figure.dataset.name + "." + kind;
      if (kind === "svg") save(URL.createObjectURL(new Blob([made.text], { type: "image/svg+xml" })), name);
      else savePng(made, name);
    });
  });
}());
