/* The trap: two strategies on one pool, query by query. */
(function () {
  "use strict";
  if (typeof window === "undefined" || !window.altutorPlayers) return;
  const { html, svg, scale, plane, speaker, stepper, onWidth, start, STAR } = window.altutorPlayers;

  const NAMES = { uncertainty: "Uncertainty sampling", random: "Random sampling" };
  const BOX = [-4.4, 9.4, -1.7, 4.1]; // left, right, bottom, top of the map
  const percent = (share) => `${Math.round(100 * share)}%`;
  const one = (number) => number.toFixed(1);

  start("trap", (live, data) => {
    const last = data.budget;
    const panels = Object.entries(data.runs).map(([name, run]) => panel(name, run, data));
    const chart = html("div", { class: "player-chart" });
    const status = speaker();
    const hidden = data.clusters.length - 1;
    const hits = Object.entries(data.runs).map(
      ([name, run]) => `${name} asked ${run.asked.filter((row) => data.cluster[row] === hidden).length} times`
    );
    let drawChart = () => {};
    const steps = stepper({
      label: "Queries",
      one: "query",
      last,
      tell: (i) => (i === 0 ? "the start" : `query ${i} of ${last}`),
      show,
      autoplay: true,
    });
    const maps = html("div", { class: "player-panels" }, ...panels.map((shown) => shown.element));
    live.append(maps, chart, steps.element, status.element);
    steps.set(0);
    panels.forEach((shown) => onWidth(shown.map, (width) => shown.draw(width, steps.at())));
    onWidth(chart, (width) => {
      drawChart = curves(chart, width, data);
      drawChart(steps.at());
    });

    function show(i, playing) {
      panels.forEach((shown) => shown.show(i));
      drawChart(i);
      let text = `Query ${i}: ${panels.map((shown) => shown.tell(i)).join("; ")}.`;
      if (i === 0) text = "The start: one label from each of the two clusters on the left.";
      if (i === last) text = `After all ${last}: ${hits.join(", ")} about the ${data.clusters[hidden]}.`;
      const numbers = panels.map((shown) => shown.numbers(i)).join(" ");
      status.say(text, playing ? null : `${text} ${numbers}`);
    }
  });

  /** One strategy: a heading with numbers, and the map of the pool. */
  function panel(name, run, data) {
    const score = html("span", { class: "player-score" });
    const sure = html("span", { class: "player-sure" });
    const map = html("div", { class: "player-map" });
    const heading = html("p", { class: "player-head" }, html("b", {}, NAMES[name]), score, sure);
    let update = () => {};

    function draw(width, i) {
      const drawn = plane({
        width,
        x: data.x,
        y: data.y,
        box: BOX,
        shape: (row) => (data.cluster[row] === 1 ? "cross" : "circle"),
        sure: data.sure,
        label: `Map of the pool: what ${name} sampling asked about, and what its model is sure of`,
      });
      const on = (row) => ({ transform: `translate(${drawn.at(row)})` });
      const rings = run.asked.map((row) => svg("circle", { class: "asked", r: 4.4, ...on(row) }));
      const newest = svg("circle", { class: "newest", r: 9 });
      drawn.picture.append(...rings, ...run.start.map((row) => svg("path", { class: "started", d: STAR, ...on(row) })));
      drawn.picture.append(newest);
      map.replaceChildren(drawn.picture);
      update = (now) => {
        drawn.believe(run.weights[now]);
        rings.forEach((ring, n) => ring.toggleAttribute("hidden", n >= now));
        newest.toggleAttribute("hidden", now === 0);
        if (now > 0) newest.setAttribute("transform", on(run.asked[now - 1]).transform);
      };
      update(i);
    }

    return {
      element: html("div", { class: `player-panel series-${name}` }, heading, map),
      map,
      draw,
      show(i) {
        score.textContent = `accuracy ${run.accuracy[i].toFixed(3)}`;
        const wrong = percent(run.sure_and_wrong[i]);
        sure.textContent = `sure of ${percent(run.sure[i])} of the pool; sure and wrong: ${wrong}`;
        update(i);
      },
      tell: (i) => i > 0 && `${name} asks about ${data.clusters[data.cluster[run.asked[i - 1]]]}`,
      numbers: (i) =>
        `${NAMES[name]}: held-out accuracy ${run.accuracy[i].toFixed(3)}, more than ${percent(data.sure)} sure of ` +
        `${percent(run.sure[i])} of the pool, sure and wrong about ${percent(run.sure_and_wrong[i])}.`,
    };
  }

  /** Held-out accuracy of both strategies up to a query; returns what moves the curves. */
  function curves(element, width, data) {
    const height = 98;
    const runs = Object.entries(data.runs);
    const lowest = Math.min(...runs.map(([, run]) => Math.min(...run.accuracy)));
    const floor = Math.min(0.8, Math.floor(10 * lowest) / 10);
    const x = scale(0, data.budget, 34, width - 100);
    const y = scale(floor, 1, height - 20, 18);
    const label = "Held-out accuracy by query, both strategies";
    const picture = svg("svg", { width, height, role: "img", "aria-label": label });
    for (const tick of [floor, (floor + 1) / 2, 1]) {
      picture.append(
        svg("line", { class: "grid", x1: x(0), x2: x(data.budget), y1: y(tick), y2: y(tick) }),
        svg("text", { class: "tick", x: x(0) - 6, y: y(tick) + 4, "text-anchor": "end" }, tick.toFixed(1))
      );
    }
    for (const tick of [0, 20, 40, 60].filter((number) => number <= data.budget)) {
      const text = tick === data.budget ? `${tick} queries` : tick;
      picture.append(svg("text", { class: "tick", x: x(tick), y: height - 5, "text-anchor": "middle" }, text));
    }
    picture.append(svg("text", { class: "tick", x: x(0), y: 11 }, "held-out accuracy"));
    const drawn = runs.map(([name, run]) => {
      const line = svg("polyline", { class: `curve series-${name}` });
      const end = svg("circle", { class: `end series-${name}`, r: 4 });
      const word = svg("text", { class: `word series-${name}` }, name);
      picture.append(line, end, word);
      return { run, line, end, word };
    });
    element.replaceChildren(picture);
    return (i) => {
      const heights = drawn.map(({ run }) => y(run.accuracy[i]));
      const upper = heights.indexOf(Math.min(...heights));
      const apart = Math.max(0, 15 - Math.abs(heights[0] - heights[1])) / 2; // names must not lie on each other
      drawn.forEach(({ run, line, end, word }, n) => {
        const points = run.accuracy.slice(0, i + 1).map((value, k) => `${one(x(k))},${one(y(value))}`);
        line.setAttribute("points", points.join(" "));
        end.setAttribute("cx", x(i));
        end.setAttribute("cy", heights[n]);
        word.setAttribute("x", x(i) + 9);
        word.setAttribute("y", heights[n] + 4 + (n === upper ? -apart : apart));
      });
    };
  }
})();
