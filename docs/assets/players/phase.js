/* The phase diagram: a grid of fields by hidden mass and start, a slider for the share of random queries. */
(function () {
  "use strict";
  if (typeof window === "undefined" || !window.altutorPlayers) return;
  const { html, svg, scale, speaker, stepper, onWidth, start } = window.altutorPlayers;

  const percent = (share) => `${Math.round(100 * share)}%`;
  const two = (share) => (Math.round(100 * share + 1e-6) / 100).toFixed(2); // a half goes up, as in the picture

  /** White or black, whichever is easier to read on a colour (WCAG 2.1). */
  function inkOn(colour) {
    const linear = [1, 3, 5].map((i) => {
      const part = parseInt(colour.slice(i, i + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    const light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    return 1.05 / (light + 0.05) > (light + 0.05) / 0.05 ? "#fff" : "#000";
  }

  start("phase", (live, data) => {
    const { shares, masses, starts } = data;
    const index = (e, h, n) => (e * masses.length + h) * starts.length + n;
    const closed = (e, h, n) => (1 - h) ** n * (1 - e * h) ** data.budget;
    const here = { h: Math.floor(masses.length / 2), n: Math.min(1, starts.length - 1) };

    const fields = masses.map((mass, h) => starts.map((size, n) => field(h, n)));
    const grid = makeGrid();
    const chart = html("div", { class: "player-chart" });
    const status = speaker();
    let drawChart = () => {};
    const steps = stepper({
      label: "Share of random queries",
      one: "share",
      last: shares.length - 1,
      tell: (i) => `${percent(shares[i])} random queries`,
      show,
      pace: 1200,
    });
    const word = html("p", { class: "player-name" });
    live.append(
      html("div", { class: "player-beside" }, html("div", {}, word, grid), chart),
      steps.element,
      status.element
    );
    steps.set(0);
    onWidth(chart, (width) => {
      drawChart = curve(width);
      drawChart(steps.at());
    });

    /** One field of the grid: it is chosen by moving over it, by touch, and by the arrow keys. */
    function field(h, n) {
      const choose = () => {
        here.h = h;
        here.n = n;
        steps.pause();
        show(steps.at());
      };
      const cell = html("td", { role: "gridcell", tabindex: -1, onfocus: choose, onpointerenter: choose });
      cell.addEventListener("click", () => cell.focus());
      return cell;
    }

    function makeGrid() {
      const head = starts.map((size) => html("th", { scope: "col" }, String(size)));
      const rows = masses.map((mass, h) =>
        html("tr", { role: "row" }, html("th", { scope: "row", role: "rowheader" }, String(mass)), ...fields[h])
      );
      head.forEach((cell) => cell.setAttribute("role", "columnheader"));
      const corner = html("th", { scope: "col", role: "columnheader", rowspan: 2 }, "hidden mass h");
      const over = html("th", { scope: "colgroup", role: "columnheader", colspan: starts.length });
      over.textContent = "random labels in the start, n";
      const heads = [html("tr", { role: "row" }, corner, over), html("tr", { role: "row" }, ...head)];
      const name = `Share of stuck runs by hidden mass h (rows) and random labels in the start n (columns)`;
      const table = html(
        "table",
        { class: "player-grid", role: "grid", "aria-label": name, onkeydown: move },
        html("thead", { role: "rowgroup" }, ...heads),
        html("tbody", { role: "rowgroup" }, ...rows.reverse()) // the largest mass on top, as on an axis
      );
      return table;
    }

    function move(event) {
      const by = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
      const share = { PageUp: 1, PageDown: -1 }[event.key];
      if (!by && !share) return;
      event.preventDefault();
      if (share) {
        steps.pause();
        steps.set(steps.at() + share);
        return;
      }
      const within = (at, count) => Math.max(0, Math.min(count - 1, at));
      fields[within(here.h + by[0], masses.length)][within(here.n + by[1], starts.length)].focus();
    }

    function show(e, playing) {
      word.textContent = `Share stuck, with ${percent(shares[e])} random queries`;
      fields.forEach((row, h) =>
        row.forEach((cell, n) => {
          const at = index(e, h, n);
          const colour = data.colours[Math.round(data.share[at] * (data.colours.length - 1))];
          const chosen = h === here.h && n === here.n;
          cell.style.background = colour;
          cell.style.color = inkOn(colour);
          cell.replaceChildren(html("b", {}, two(data.share[at])), ` (${two(data.closed_form[at])})`);
          cell.tabIndex = chosen ? 0 : -1;
          cell.setAttribute("aria-selected", chosen);
        })
      );
      drawChart(e);
      const at = index(e, here.h, here.n);
      const text =
        `h = ${masses[here.h]}, n = ${starts[here.n]}, e = ${shares[e]}: ` +
        `share stuck ${data.share[at].toFixed(3)} (${data.runs[at].toLocaleString("en")} runs, 95% interval ` +
        `${data.low[at].toFixed(3)} to ${data.high[at].toFixed(3)}); ` +
        `closed form ${data.closed_form[at].toFixed(3)}.`;
      status.say(text, playing ? null : text);
    }

    /** The chosen field over all shares of random queries; returns what moves it. */
    function curve(width) {
      const height = Math.round(Math.min(105 + 47 * masses.length, Math.max(230, 0.75 * width)));
      const x = scale(0, shares[shares.length - 1], 40, width - 16);
      const y = scale(0, 1, height - 44, 44);
      const label = "Share of stuck runs of the chosen field by share of random queries: measured, and the closed form";
      const picture = svg("svg", { width, height, role: "img", "aria-label": label });
      for (const tick of [0, 0.5, 1]) {
        picture.append(
          svg("line", { class: "grid", x1: x(0), x2: width - 16, y1: y(tick), y2: y(tick) }),
          svg("text", { class: "tick", x: x(0) - 8, y: y(tick) + 4, "text-anchor": "end" }, tick.toFixed(1))
        );
      }
      const far = shares.filter((share, e) => e === 0 || e === shares.length - 1 || x(share) - x(shares[e - 1]) > 34);
      for (const tick of far) {
        const text = svg("text", { class: "tick", x: x(tick), y: height - 26, "text-anchor": "middle" }, percent(tick));
        picture.append(text);
      }
      const theory = svg("polyline", { class: "theory" });
      const bars = shares.map((share) => svg("line", { class: "bar", x1: x(share), x2: x(share) }));
      const dots = shares.map((share) => svg("circle", { class: "dot", cx: x(share), r: 4.5 }));
      const heading = svg("text", { x: x(0), y: 12 });
      const foot = svg("text", { class: "tick", x: (x(0) + width - 16) / 2, y: height - 8, "text-anchor": "middle" });
      foot.textContent = "share of random queries, e";
      const key = svg("g", { transform: `translate(${x(0)} 26)` });
      key.append(
        svg("circle", { class: "dot", cx: 4, cy: 0, r: 4 }),
        svg("text", { class: "tick", x: 14, y: 4 }, "measured"),
        svg("path", { class: "theory", d: "M84 0h26" }),
        svg("text", { class: "tick", x: 116, y: 4 }, "closed form")
      );
      picture.append(theory, ...bars, ...dots, heading, foot, key);
      chart.replaceChildren(picture);
      return (now) => {
        const { h, n } = here;
        heading.textContent = `Share stuck at h = ${masses[h]}, n = ${starts[n]}`;
        const steps = Array.from({ length: 41 }, (_, i) => (i / 40) * shares[shares.length - 1]);
        const line = steps.map((e) => `${x(e).toFixed(1)},${y(closed(e, masses[h], starts[n])).toFixed(1)}`);
        theory.setAttribute("points", line.join(" "));
        shares.forEach((_, e) => {
          const at = index(e, h, n);
          bars[e].setAttribute("y1", y(data.low[at]));
          bars[e].setAttribute("y2", y(data.high[at]));
          dots[e].setAttribute("cy", y(data.share[at]));
          dots[e].setAttribute("r", e === now ? 7 : 4);
        });
      };
    }
  });
})();
