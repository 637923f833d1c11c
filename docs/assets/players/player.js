/* What all players share: elements, a stepper with a slider, spoken state. Classic script, no dependencies.

   A player calls altutorPlayers.start(name, build). `build` gets the figure's data and an empty element to fill, which
   stands in for the still picture. Colours and print are left to player.css: nothing is drawn anew for them. */
(function () {
  "use strict";
  if (typeof window === "undefined" || window.altutorPlayers) return;

  const SVG = "http://www.w3.org/2000/svg";
  const SHAPES = { cross: "m-2-2l4 4m0-4l-4 4", circle: "m-2.2 0a2.2 2.2 0 1 0 4.4 0a2.2 2.2 0 1 0-4.4 0" };
  const STAR = "M0-7L2-2.2 7-2 3 1.2 4.4 6.2 0 3.3-4.4 6.2-3 1.2-7-2-2-2.2Z";

  function fill(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value === true) element.setAttribute(name, "");
      else if (value !== false && value != null) element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child != null));
    return element;
  }

  /** Make an HTML element: attributes ("onclick" adds a listener), then children, elements or text. */
  function html(tag, attributes, ...children) {
    return fill(document.createElement(tag), attributes, children);
  }

  /** Make an SVG element. */
  function svg(tag, attributes, ...children) {
    return fill(document.createElementNS(SVG, tag), attributes, children);
  }

  /** Return the function that maps numbers from one range to another, in a straight line. */
  function scale(from, to, low, high) {
    return (value) => low + ((value - from) / (to - from)) * (high - low);
  }

  /** Cut a polygon, a list of [x, y], to where a x + b y + c >= 0. */
  function clip(polygon, [a, b, c]) {
    const side = ([x, y]) => a * x + b * y + c;
    const kept = [];
    polygon.forEach((point, i) => {
      const next = polygon[(i + 1) % polygon.length];
      const here = side(point);
      const there = side(next);
      if (here >= 0) kept.push(point);
      if (here >= 0 !== there >= 0) {
        const t = here / (here - there);
        kept.push([point[0] + t * (next[0] - point[0]), point[1] + t * (next[1] - point[1])]);
      }
    });
    return kept;
  }

  /** True where the reader asked the system for less motion. */
  function still() {
    return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  }

  /** Return a line of visible text that is also read out, once it has not changed for a moment. */
  function speaker() {
    const shown = html("p", { class: "player-status" });
    const spoken = html("p", { class: "player-spoken", "aria-live": "polite" });
    let timer = 0;
    let begun = false;
    return {
      element: html("div", { class: "player-foot" }, shown, spoken),
      /** Show a text; `aloud` tells another wording, null keeps silent. What stands there from the start is not news. */
      say(text, aloud = text) {
        if (!begun) aloud = null;
        begun = true;
        shown.textContent = text;
        shown.setAttribute("aria-hidden", aloud !== null);
        clearTimeout(timer);
        if (aloud !== null) timer = setTimeout(() => (spoken.textContent = aloud), 350);
      },
    };
  }

  /** Return a button. */
  function button(text, attributes, onclick) {
    return html("button", { type: "button", class: "player-button", ...attributes, onclick }, text);
  }

  /** Return a slider from 0 to `last`; `show(i)` is called with each new position, `tell(i)` puts it into words. */
  function slider({ label, last, tell, show }) {
    const input = html("input", { type: "range", class: "player-slider", min: 0, max: last, step: 1, value: 0 });
    input.setAttribute("aria-label", label);
    const set = (i) => {
      input.value = i;
      input.setAttribute("aria-valuetext", tell(Number(input.value)));
      show(Number(input.value));
    };
    input.addEventListener("input", () => set(Number(input.value)));
    return { input, set, at: () => Number(input.value) };
  }

  /** Return a slider with buttons to play, and to go back and on by one. `show(i, playing)` draws position i.

      It plays by itself, once, when it comes into view and `autoplay` is set; never with reduced motion. */
  function stepper({ label, one, last, tell, show, pace = 260, autoplay = false }) {
    let timer = 0;
    let asked = true; // by the reader: what plays by itself is not read out at its end
    const playing = () => timer !== 0;
    const move = slider({ label, last, tell, show: (i) => show(i, playing()) });
    const play = button("Play", { class: "player-button player-play" }, () => {
      if (playing()) return pause();
      asked = true;
      return run();
    });
    const step = (by) => () => {
      pause();
      move.set(move.at() + by);
    };
    function pause() {
      if (!playing()) return;
      clearInterval(timer);
      timer = 0;
      play.textContent = "Play";
      show(move.at(), !asked);
    }
    function run() {
      if (move.at() === last) move.set(0);
      play.textContent = "Pause";
      timer = setInterval(() => {
        move.set(move.at() + 1);
        if (move.at() === last) pause();
      }, pace);
    }
    move.input.addEventListener("pointerdown", pause);
    move.input.addEventListener("keydown", pause);
    const element = html(
      "div",
      { class: "player-controls", role: "group", "aria-label": label },
      play,
      button("‹", { "aria-label": `Previous ${one}` }, step(-1)),
      move.input,
      button("›", { "aria-label": `Next ${one}` }, step(1))
    );
    if (autoplay && !still() && "IntersectionObserver" in window) {
      const seen = new IntersectionObserver((entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        seen.disconnect();
        if (move.at() !== 0 || playing()) return;
        asked = false;
        run();
      }, { threshold: 0.6 });
      seen.observe(element);
    }
    return { element, set: move.set, at: move.at, pause };
  }

  /** A map of two features with what a linear model believes of it.

      `x` and `y` are columns, `shape(row)` is "circle" or "cross". Returns the picture, the place of a row as text for
      a translation, and `believe([a, b, c])`, which draws the boundary a x + b y + c = 0 and shades where the model is
      surer than `sure`. */
  function plane({ width, x, y, box, shape, sure, label, words: names = ["class 0", "class 1"] }) {
    const [left, right, bottom, top] = box;
    const height = Math.round(Math.min(180, Math.max(132, 0.42 * width)));
    const across = scale(left, right, 0, width);
    const up = scale(bottom, top, height, 0);
    const whole = [[left, bottom], [right, bottom], [right, top], [left, top]];
    const logit = Math.log(sure / (1 - sure));
    const place = (u, v) => `${across(u).toFixed(1)} ${up(v).toFixed(1)}`;
    const at = (row) => place(x[row], y[row]);
    const outline = (polygon) => polygon.map(([u, v], n) => `${n ? "L" : "M"}${place(u, v)}`).join("");
    const zones = [0, 1].map((k) => svg("path", { class: `side-${k}` }));
    const words = zones.map((_, k) => svg("text", { y: k ? 13 : height - 6, "text-anchor": "middle" }));
    const edge = svg("path", { class: "boundary" });
    const marks = svg("path", { class: "mark", d: x.map((_, row) => `M${at(row)}${SHAPES[shape(row)]}`).join("") });
    const picture = svg("svg", { width, height, role: "img", "aria-label": label }, ...zones, marks, edge, ...words);
    function believe([a, b, c]) {
      [clip(whole, [-a, -b, -c - logit]), clip(whole, [a, b, c - logit])].forEach((zone, k) => {
        zones[k].setAttribute("d", outline(zone));
        const ends = zone.filter(([, v]) => v === (k ? top : bottom)).map(([u]) => across(u));
        const room = Math.max(...ends) - Math.min(...ends) > 7 * names[k].length + 40;
        words[k].textContent = room ? `sure: ${names[k]}` : "";
        if (room) words[k].setAttribute("x", ((Math.max(...ends) + Math.min(...ends)) / 2).toFixed(1));
      });
      // The boundary is the edge along which a half of the box was cut off.
      edge.setAttribute("d", outline(clip(whole, [a, b, c]).filter(([u, v]) => Math.abs(a * u + b * v + c) < 1e-9)));
    }
    return { picture, height, at, believe };
  }

  /** Call `draw(width)` now and whenever the width of an element changes. */
  function onWidth(element, draw) {
    let last = 0;
    const look = () => {
      const width = Math.floor(element.clientWidth);
      if (width > 0 && width !== last) draw((last = width));
    };
    if ("ResizeObserver" in window) new ResizeObserver(look).observe(element);
    else window.addEventListener("resize", look);
    look();
  }

  /** Bring every player of this name on the page to life. */
  function start(name, build) {
    const wake = () => {
      for (const figure of document.querySelectorAll(`figure.player[data-player="${name}"]:not(.player--live)`)) {
        const data = JSON.parse(figure.querySelector('script[type="application/json"]').textContent);
        const live = html("div", { class: "player-live" });
        figure.querySelector(".player-stage").append(live);
        figure.classList.add("player--live");
        build(live, data, figure);
        const help = figure.querySelector(".player-help");
        help.hidden = false;
        (live.querySelector(".player-foot") || live).append(help);
      }
    };
    wake(); // at once, before the still picture is painted; later for figures below the script
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", wake);
  }

  const elements = { html, svg, button, speaker, slider, stepper, STAR };
  window.altutorPlayers = { ...elements, scale, plane, onWidth, start };
})();
