/* ORG tags in a few held-out texts, round by round, under two kinds of feedback side by side. */
(function () {
  "use strict";
  if (typeof window === "undefined" || !window.altutorPlayers) return;
  const { html, svg, scale, speaker, stepper, onWidth, start } = window.altutorPlayers;

  const SIDES = ["A", "B"];
  const two = (number) => number.toFixed(2);
  const same = ([a, b], [c, d]) => a === c && b === d;
  const overlap = ([a, b], [c, d]) => a < d && c < b;

  start("tags", (live, data) => {
    const sides = data.shown.map((name, n) => side(SIDES[n], name, data, () => steps.set(steps.at())));
    const texts = data.texts.map((text) => {
      const cells = sides.map(() => html("div", { class: "tags-cell" }));
      const about = html("p", { class: "tags-about" }, html("b", {}, text.about));
      return { ...text, cells, element: html("li", {}, about, html("div", { class: "player-panels" }, ...cells)) };
    });
    const status = speaker();
    const steps = stepper({
      label: "Round",
      one: "round",
      last: data.last,
      tell: (i) => (i === 0 ? "the base" : `round ${i} of ${data.last}`),
      show,
      pace: 1500,
    });
    const legend = html(
      "p",
      { class: "tags-legend" },
      "Underlined: a gold ORG. ",
      ...marksIn("Found", [[0, 5]], [[0, 5]]),
      " ",
      ...marksIn("Not found", [[0, 9]], []),
      " ",
      ...marksIn("No ORG", [], [[0, 6]])
    );
    live.append(
      html("div", { class: "player-panels" }, ...sides.map((each) => each.element)),
      html("div", { class: "player-foot" }, legend),
      html("ol", { class: "tags-texts" }, ...texts.map((each) => each.element)),
      html("div", { class: "tags-steps" }, steps.element, status.element)
    );
    steps.set(0);
    sides.forEach((each) => onWidth(each.chart, (width) => each.draw(width, steps.at())));

    function show(i, playing) {
      sides.forEach((each) => each.show(i));
      texts.forEach(({ text, gold, cells }, k) => {
        cells.forEach((cell, n) => {
          const key = html("b", { class: "tags-key" }, SIDES[n]);
          cell.replaceChildren(key, " ", ...marksIn(text, gold, sides[n].run().rounds[i].marked[k]));
        });
      });
      const when = i === 0 ? "The base" : `Round ${i} of ${data.last}`;
      const now = sides.map((each, n) => `${SIDES[n]}: F ${two(each.run().rounds[i].f)}`);
      const aloud = [`${when}.`, ...sides.map((each) => each.tell(i))].join(" ");
      status.say([when, ...now].join(" · "), playing ? null : aloud);
    }
  });

  /** Return a text with its gold spans underlined and what the pipeline marks framed, each told in a word. */
  function marksIn(text, gold, marked) {
    const shown = [];
    let at = 0;
    for (const mark of marked) {
      const hit = gold.some((span) => same(span, mark));
      const word = hit ? "✓" : gold.some((span) => overlap(span, mark)) ? "wrong borders" : "wrong";
      const read = hit && { role: "img", "aria-label": "right" };
      const label = html("span", { class: "tags-word", ...read }, `\u00a0${word}`);
      const inside = pieces(text, gold, ...mark, false);
      shown.push(...pieces(text, gold, at, mark[0], true));
      shown.push(html("mark", { class: hit ? "tags-right" : "tags-wrong" }, ...inside, label));
      at = mark[1];
    }
    return [...shown, ...pieces(text, gold, at, text.length, true)];
  }

  /** Return a part of a text with its gold spans underlined; those that end outside marks are missed. */
  function pieces(text, gold, from, to, outside) {
    const parts = [];
    let at = from;
    for (const [a, b] of gold.filter((span) => overlap(span, [from, to]))) {
      const [first, end] = [Math.max(a, from), Math.min(b, to)];
      const missed = outside && end === b;
      parts.push(text.slice(at, first), html("u", { class: missed && "tags-missed" }, text.slice(first, end)));
      if (missed) parts.push(html("span", { class: "tags-word" }, "\u00a0missed"));
      at = end;
    }
    return [...parts, text.slice(at, to)];
  }

  /** One kind of feedback: its menu, its scores so far as curves, and those of the round in words. */
  function side(place, chosen, data, changed) {
    const options = data.runs.map(({ name }) => html("option", { value: name, selected: name === chosen }, name));
    const named = { class: "player-button tags-choice", "aria-label": `Feedback ${place}` };
    const choice = html("select", named, ...options);
    const words = html("p", { class: "tags-words" });
    const scores = html("p", { class: "tags-scores" });
    const chart = html("div", { class: "player-chart" });
    const run = () => data.runs.find(({ name }) => name === choice.value);
    let redraw = () => {};
    choice.addEventListener("change", changed);

    function numbers(i) {
      const now = run().rounds[i];
      const held = `held-out F ${two(now.f)} (precision ${two(now.precision)}, recall ${two(now.recall)})`;
      const dev = run().dev === "F" ? `F ${two(now["own dev"] || 0)}` : `${two(now["own dev"] || 0)} of answers agreed`;
      const own = i ? `; own dev split: ${dev}, the base there ${two(now["base there"])}` : "";
      return `${held}${own}. In these texts ${now.right} right, ${now.missed} missed, ${now.wrong} wrong.`;
    }

    return {
      element: html("div", {}, html("div", { class: "tags-head" }, html("b", {}, place), choice), words, chart, scores),
      chart,
      run,
      draw(width, i) {
        redraw = curves(chart, width, data.last);
        redraw(run(), i);
      },
      show(i) {
        words.textContent = `${run().words}.`;
        scores.textContent = `${run().rounds[i].labels} labels: ${numbers(i)}`;
        redraw(run(), i);
      },
      tell: (i) => `${place}, ${run().name}: ${numbers(i)}`,
    };
  }

  /** Return what draws a run's held-out F and the score on its own dev split, and where the round stands. */
  function curves(element, width, last) {
    const height = 120;
    const x = scale(0, last, 28, width - 74);
    const y = scale(0, 1, height - 20, 10);
    return (run, now) => {
      const label = `Held-out F and score on the own dev split by round: ${run.name}`;
      const picture = svg("svg", { width, height, role: "img", "aria-label": label });
      const word = (text, x, y, more) => picture.append(svg("text", { class: "tick", x, y, ...more }, text));
      for (const tick of [0, 0.5, 1]) {
        picture.append(svg("path", { class: "grid", d: `M${x(0)} ${y(tick)}H${x(last)}` }));
        word(tick.toFixed(1), x(0) - 8, y(tick) + 4, { "text-anchor": "end" });
      }
      run.rounds.forEach((_, i) => word(i || "base", x(i), height - 4, { "text-anchor": "middle" }));
      picture.append(svg("path", { class: "boundary", d: `M${x(now)} 4V${height - 18}` }));
      const ends = ["f", "own dev"].map((name, n) => {
        const points = run.rounds.map((round, i) => [x(i), round[name]]).filter(([, value]) => value !== null);
        const at = points.map(([a, value]) => [a, y(value)]);
        const shape = ([a, b]) => (n ? `M${a - 4} ${b - 4}h8v8h-8z` : `M${a - 4} ${b}a4 4 0 1 0 8 0a4 4 0 1 0-8 0`);
        picture.append(
          svg("path", { class: `curve tags-line-${n}`, d: `M${at.map((point) => point.join(" ")).join("L")}` }),
          svg("path", { class: `tags-point-${n}`, d: at.map(shape).join("") })
        );
        return at[at.length - 1][1];
      });
      const apart = Math.max(0, 15 - Math.abs(ends[0] - ends[1])) / 2; // names must not lie on each other
      ["held-out F", "own dev"].forEach((name, n) => {
        const down = ends[n] + 4 + (ends[n] > ends[1 - n] || (n && ends[0] === ends[1]) ? apart : -apart);
        word(name, x(last) + 8, down, { class: `tags-name-${n}` });
      });
      element.replaceChildren(picture);
    };
  }
})();
