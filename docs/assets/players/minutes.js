/* Labels or minutes: learning curves under the reader's own seconds, and who is ahead at a budget. */
(function () {
  "use strict";
  if (typeof window === "undefined" || !window.altutorPlayers || !window.altutorInterval) return;
  const { html, svg, scale, speaker, button, slider, onWidth, start } = window.altutorPlayers;
  const { between, estimate, mean } = window.altutorInterval;

  const KEYS = "ABCDEFGH";
  const last = (list) => list[list.length - 1];
  const digits = (number, n) => number.toFixed(n).replace("-", "−");
  const two = (number) => digits(number, 2);
  const range = ({ low, high }, n) => (low === null ? "" : ` [${digits(low, n)}, ${digits(high, n)}]`);
  const whole = (number) => Math.round(number).toLocaleString("en");

  const kind = (name) => name.split(", ");
  const dashes = (name) => `minutes-${kind(name)[1].replace(/\W+/g, "-")}`;
  const marker = (name, x, y) =>
    kind(name)[0] === "beam" ? `M${x - 5} ${y}l5-5 5 5-5 5z` : `M${x - 4} ${y}a4 4 0 1 0 8 0a4 4 0 1 0-8 0`;

  start("minutes", (live, data) => {
    const methods = Object.entries(data.methods).map(([name, method], n) => ({ name, key: KEYS[n], ...method }));
    const cost = { ...data.cost };
    const units = { minutes: { at: 0, step: 1 }, labels: { at: 0, step: 10 } };
    let unit = "minutes";
    let ready = false;
    let draw = () => {};

    /** How much a method has cost by each round. */
    function spent(method, what = unit) {
      if (what === "labels") return method.labels;
      const { tokens, spans, decisions } = method;
      return tokens.map((_, n) => (cost.read * tokens[n] + cost.mark * spans[n] + cost.decide * decisions[n]) / 60);
    }

    /** F by seed, and with each block of held-out texts left out, at a cost; null where it was not measured. */
    function score(method, at) {
      const x = spent(method);
      if (at > last(x) + 1e-9) return null;
      const [n, share] = between(x, at);
      const mix = (rounds) => rounds[n].map((value, i) => (1 - share) * value + share * rounds[n + 1][i]);
      return { seeds: mix(method.f), without: mix(method.without) };
    }

    const interval = (found) => estimate(found, data.strata, data.t);
    const minus = (a, b) => a.map((value, i) => value - b[i]);
    const less = (a, b) => interval({ seeds: minus(a.seeds, b.seeds), without: minus(a.without, b.without) });

    /** Say who is ahead at the budget. */
    function verdict(found, at) {
      const measured = methods.filter((_, n) => found[n]);
      if (at === 0) return "With no budget all are the same base: move the slider.";
      if (!measured.length) return `No method was measured as far as ${whole(at)} ${unit}.`;
      const of = (method) => found[methods.indexOf(method)];
      const best = measured.reduce((a, b) => (mean(of(b).seeds) > mean(of(a).seeds) ? b : a));
      const level = measured.filter((each) => each !== best && !(less(of(best), of(each)).low > 0));
      const others = level.map((each) => each.key).join(", ");
      const where = `At ${whole(at)} ${unit}: ${best.key}, ${best.words},`;
      if (level.length) return `${where} is highest, but not told apart from ${others}.`;
      return `${where} is ahead of all that were measured so far.`;
    }

    /** Compare two methods at the budget, and say at which ratio of seconds the order turns around. */
    function compare(a, b, found, at) {
      if (a === b) return "Choose two different methods.";
      const [ofA, ofB] = [a, b].map((method) => found[methods.indexOf(method)]);
      const early = [a, b].filter((method) => at > last(spent(method)) + 1e-9);
      const end = (method) => `${whole(last(spent(method)))} ${unit}`;
      const text = early.map((method) => `${method.key} was measured up to ${end(method)} only.`);
      if (!early.length) {
        const gap = less(ofA, ofB);
        const says = gap.low > 0 ? `${a.key} is ahead` : gap.high < 0 ? `${b.key} is ahead` : "not told apart";
        text.push(`At this budget ${a.key} − ${b.key} is ${digits(gap.middle, 3)}${range(gap, 3)}: ${says}.`);
      }
      if (unit === "labels") return text.join(" ");
      const [first, second] = [a, b].map((method) => (60 * last(spent(method))) / last(method.labels));
      const ratio = first / second;
      text.push(`A label of ${a.key} takes ${first.toFixed(1)} s, ${two(ratio)} of one of ${b.key}.`);
      if (!early.length && at > 0) text.push(flip(a, mean(ofB.seeds), ratio, at));
      const [gainA, gainB] = [a, b].map(({ f, labels }) => (mean(last(f)) - mean(f[0])) / last(labels));
      const where = gainB <= 0 ? "at any ratio" : `where that ratio is below ${two(gainA / gainB)}`;
      const more = `Over all labels ${a.key} gains more F a minute than ${b.key}`;
      text.push(`${more} ${gainA > 0 ? where : "at no ratio"}.`);
      return text.join(" ");
    }

    /** Find at which ratio of seconds a method's curve would pass a level just at the budget. */
    function flip(method, level, ratio, at) {
      const x = spent(method);
      const y = method.f.map(mean);
      const ratios = [];
      for (let n = 1; n < x.length; n++) {
        const share = (level - y[n - 1]) / (y[n] - y[n - 1]);
        if (share > 0.001 && share <= 1) ratios.push((ratio * at) / (x[n - 1] + share * (x[n] - x[n - 1])));
      }
      if (!ratios.length) return "As far as was measured, no ratio turns that around.";
      const nearest = ratios.reduce((a, b) => (Math.abs(Math.log(b / ratio)) < Math.abs(Math.log(a / ratio)) ? b : a));
      return `The order at this budget turns around at ${two(nearest)}.`;
    }

    const costs = [
      ["read", `Seconds to read ${data.text} tokens`, 0.5, 30, data.text],
      ["decide", "Seconds to answer yes or no", 0, 15, 1],
      ["mark", "Seconds to mark a span", 0, 15, 1],
    ].map(([name, words, low, high, per]) => {
      const assumed = data.cost[name] * per;
      const value = (i) => low + i / 2; // steps of half a second
      const tell = (i) => `${value(i)} s${value(i) === assumed ? " (assumed)" : ""}`;
      const change = (i) => update((cost[name] = value(i) / per));
      return { ...control(words, 2 * (high - low), tell, change), reset: 2 * (assumed - low) };
    });
    const reset = () => costs.forEach((each) => each.set(each.reset));
    const back = button("Back to the assumptions", {}, reset);
    const budget = control("Budget", 1, (i) => `${whole(i)} ${unit}`, (i) => update((units[unit].at = i)));
    const axes = Object.keys(units).map((what) => button(what, {}, () => update((unit = what))));
    const choices = data.pair.map((chosen, n) => {
      const options = methods.map(({ name, key, words }) =>
        html("option", { value: key, selected: name === chosen }, `${key}: ${words}`)
      );
      const label = n ? "Second method" : "First method";
      return html("select", { class: "player-button", "aria-label": label, onchange: () => update() }, ...options);
    });
    const rows = methods.map(line);
    const column = html("th", { scope: "col" });
    const heads = [html("th", { scope: "col" }, "Method"), column, html("th", { scope: "col" }, "Held-out F")];
    const body = html("tbody", {}, ...rows.map((row) => row.element));
    const chart = html("div", { class: "player-chart" });
    const status = speaker();
    const pair = html("p", { class: "minutes-pair" });
    live.append(
      html("div", { class: "player-controls", role: "group", "aria-label": "Budget in" }, "Budget in", ...axes),
      chart,
      budget.element,
      html("table", { class: "minutes-now" }, html("thead", {}, html("tr", {}, ...heads)), body),
      status.element,
      html("div", { class: "player-panels minutes-costs" }, ...costs.map((each) => each.element), back),
      html("div", { class: "player-controls minutes-choices" }, "Compare", choices[0], "with", choices[1]),
      pair
    );
    reset();
    units.minutes.at = 10 * Math.floor(Math.min(...methods.map((method) => last(spent(method)))) / 10);
    units.labels.at = Math.min(...methods.map((method) => last(method.labels)));
    ready = true;
    onWidth(chart, (width) => {
      draw = curves(chart, width, methods);
      update();
    });

    /** Compute and show everything anew. */
    function update() {
      if (!ready) return;
      const here = units[unit];
      const top = Math.max(...methods.map((method) => last(spent(method))));
      const end = Math.floor(top / here.step) * here.step; // as far as one method was measured
      if (here.at > end) here.at = end;
      Object.assign(budget.input, { max: end, step: here.step, value: here.at });
      budget.shown.textContent = `${whole(here.at)} ${unit}`;
      budget.input.setAttribute("aria-valuetext", budget.shown.textContent);
      axes.forEach((each) => each.setAttribute("aria-pressed", String(each.textContent === unit)));
      const found = methods.map((method) => score(method, here.at));
      methods.forEach((method, n) => {
        const x = spent(method);
        const other = spent(method, unit === "labels" ? "minutes" : "labels");
        const shown = found[n] || { seeds: last(method.f), without: last(method.without) };
        const f = interval(shown);
        const [k, share] = between(x, here.at);
        const beyond = `measured up to ${whole(last(x))} ${unit}`;
        rows[n].other.textContent = found[n] ? whole((1 - share) * other[k] + share * other[k + 1]) : beyond;
        rows[n].f.replaceChildren(two(f.middle), html("span", { class: "minutes-range" }, range(f, 2)));
        rows[n].element.classList.toggle("minutes-over", !found[n]);
      });
      column.textContent = unit === "labels" ? "Minutes" : "Labels";
      const rounds = ({ f, without }) => f.map((seeds, k) => interval({ seeds, without: without[k] }));
      const shown = (method, n) => ({ x: spent(method), f: rounds(method), at: found[n] && mean(found[n].seeds) });
      draw(unit, top, here.at, methods.map(shown));
      const [a, b] = choices.map((choice) => methods.find((method) => method.key === choice.value));
      pair.textContent = compare(a, b, found, here.at);
      const text = verdict(found, here.at);
      status.say(text, `${text} ${pair.textContent}`);
    }
  });

  /** A slider with its name and its value in words. */
  function control(words, end, tell, change) {
    const shown = html("span", { class: "minutes-value", "aria-hidden": "true" });
    const show = (i) => change(i, (shown.textContent = tell(i)));
    const move = slider({ label: words, last: end, tell, show });
    const name = html("span", { "aria-hidden": "true" }, words);
    return { ...move, shown, element: html("div", { class: "minutes-row" }, name, move.input, shown) };
  }

  /** A method's line in the table, with a sample of its curve. */
  function line({ name, key, words }) {
    const sample = svg("svg", { width: 44, height: 12, "aria-hidden": "true" });
    sample.append(svg("path", { class: `curve ${dashes(name)}`, d: "M1 6H43" }));
    sample.append(svg("path", { class: "end", d: marker(name, 22, 6) }));
    const [other, f] = [html("td", {}), html("td", {})];
    const head = html("th", { scope: "row" }, html("b", { class: "player-score" }, key), " ", sample, ` ${words}`);
    return { element: html("tr", { class: `series-${kind(name)[0]}` }, head, other, f), other, f };
  }

  /** Return what draws the curves, their intervals and the budget. */
  function curves(element, width, methods) {
    const height = width < 500 ? 250 : 300;
    return (unit, end, at, lines) => {
      const all = lines.flatMap(({ f }) => f.flatMap(({ middle, low, high }) => (low === null ? middle : [low, high])));
      const [bottom, top] = [Math.floor(10 * Math.min(...all)), Math.ceil(10 * Math.max(...all))];
      const x = scale(0, end, 34, width - 26);
      const y = scale(bottom / 10, top / 10, height - 34, 20);
      const label = `Held-out F of ${lines.length} methods by ${unit}`;
      const picture = svg("svg", { width, height, role: "img", "aria-label": label });
      const write = (more, text) => picture.append(svg("text", { class: "tick", ...more }, text));
      const word = (x, y, text, anchor) => write({ x, y, "text-anchor": anchor }, text);
      for (let tick = bottom; tick <= top; tick++) {
        picture.append(svg("path", { class: "grid", d: `M${x(0)} ${y(tick / 10)}H${x(end)}` }));
        word(x(0) - 6, y(tick / 10) + 4, (tick / 10).toFixed(1), "end");
      }
      const rough = end / (width < 500 ? 4 : 8);
      const power = 10 ** Math.floor(Math.log10(rough));
      const step = [1, 2, 5, 10].find((each) => each * power >= rough) * power;
      for (let tick = 0; tick <= end; tick += step) word(x(tick), height - 18, whole(tick), "middle");
      word(x(0), 11, "held-out ORG F", "start");
      word(x(end), height - 3, unit, "end");
      picture.append(svg("path", { class: "boundary", d: `M${x(at)} 16V${height - 34}` }));
      const downs = {}; // keys must not lie on each other: from the highest end down
      const ends = lines.map(({ x: at, f }, n) => [x(last(at)), y(last(f).middle), n]).sort((a, b) => a[1] - b[1]);
      ends.forEach(([right, down, n], k) => {
        const above = ends.slice(0, k).filter(([other]) => Math.abs(other - right) < 16);
        downs[n] = Math.max(down, ...above.map(([, , m]) => downs[m] + 13));
      });
      lines.forEach((curve, n) => {
        const { name, key } = methods[n];
        const points = curve.x.map((value, k) => [x(value), y(curve.f[k].middle)]);
        const bar = ({ low, high }, k) => (low === null ? "" : `M${points[k][0]} ${y(low)}V${y(high)}`);
        const group = svg(
          "g",
          { class: `series-${kind(name)[0]}` },
          svg("path", { class: "curve minutes-whisker", d: curve.f.map(bar).join("") }),
          svg("path", { class: `curve ${dashes(name)}`, d: `M${points.map((point) => point.join(" ")).join("L")}` }),
          svg("path", { class: "end", d: points.map(([a, b]) => marker(name, a, b)).join("") }),
          svg("text", { class: "word", x: last(points)[0] + 10, y: downs[n] + 4 }, key)
        );
        const now = curve.at !== null && svg("circle", { class: "minutes-now-at", r: 6, cx: x(at), cy: y(curve.at) });
        if (now) group.append(now);
        picture.append(group);
      });
      element.replaceChildren(picture);
    };
  }
})();
