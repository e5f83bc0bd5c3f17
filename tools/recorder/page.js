// Runs a scenario's steps inside a page, an inner frame or a worker.
// The recorder calls __step(json) in the top page; where the page is of a kind that has an inner
// context, the step is handed to that by postMessage and its result handed back.
(() => {
  "use strict";
  const CUT = 200; // characters of a body that are kept
  const inPage = typeof document === "object";
  const framed = inPage && self !== self.parent;
  const kind = inPage && !framed ? location.pathname.split("/")[2] : "";

  const cut = (text) => text.slice(0, CUT);

  function bodyOf(spec) {
    if (!spec) return spec === null ? null : undefined;
    const value = spec.rep ? String(spec.v).repeat(spec.rep) : spec.v;
    switch (spec.k) {
      case "usp": return new URLSearchParams(value);
      case "form": {
        const form = new FormData();
        for (const [name, item] of value) form.append(name, item);
        return form;
      }
      case "blob": return new Blob([value], spec.t === undefined ? {} : { type: spec.t });
      case "buf": return new TextEncoder().encode(value).buffer;
      case "stream":
        return new ReadableStream({
          start(out) { out.enqueue(new TextEncoder().encode(value)); out.close(); },
        });
      default: return value;
    }
  }

  const MEMBERS = ["method", "mode", "credentials", "cache", "redirect", "referrerPolicy",
    "integrity", "keepalive", "targetAddressSpace", "referrer", "headers", "priority"];

  async function fetchStep(step) {
    const init = {};
    for (const name of MEMBERS) if (name in step) init[name] = step[name];
    if ("body" in step) {
      init.body = bodyOf(step.body);
      if (step.body && step.body.k === "stream") init.duplex = "half";
    }
    let response;
    try {
      response = await fetch(step.url, init);
    } catch (error) {
      return { ok: 0, e: String(error) };
    }
    const result = {
      ok: 1, type: response.type, status: response.status, st: response.statusText,
      url: response.url, red: response.redirected ? 1 : 0, h: [...response.headers],
    };
    try {
      result.body = cut(await response.text());
    } catch (error) {
      result.be = String(error);
    }
    return result;
  }

  function readXhr(xhr, step, result) {
    result.status = xhr.status;
    result.st = xhr.statusText;
    result.url = xhr.responseURL;
    result.raw = xhr.getAllResponseHeaders();
    if (step.getHeaders) {
      result.gh = {};
      for (const name of step.getHeaders) result.gh[name] = xhr.getResponseHeader(name);
    }
    try {
      result.body = cut(xhr.responseText);
    } catch (error) {
      result.be = String(error);
    }
    return result;
  }

  function listen(xhr, step, result, done) {
    for (const name of ["load", "error", "abort", "timeout"]) {
      xhr.addEventListener(name, () => {
        result.ev.push(name);
        if (name === "load") result.ok = 1;
        if (!step.sync) done();
      });
    }
    if (step.uploadEvents) {
      for (const name of ["loadstart", "progress", "load", "error", "abort", "timeout", "loadend"]) {
        xhr.upload.addEventListener(name, () => result.ev.push("u:" + name));
      }
    } else if (step.upload) {
      xhr.upload.addEventListener("progress", () => {});
    }
  }

  function xhrStep(step, result) {
    return new Promise((resolve) => {
      const xhr = new XMLHttpRequest();
      const done = () => resolve(readXhr(xhr, step, result));
      try {
        xhr.open(step.method || "GET", step.url, !step.sync);
        if (step.withCredentials) xhr.withCredentials = true;
      } catch (error) {
        result.e = String(error);
        resolve(result);
        return;
      }
      for (const [name, value] of step.headers || []) {
        try {
          xhr.setRequestHeader(name, value);
        } catch (error) {
          (result.she = result.she || []).push(String(error));
        }
      }
      listen(xhr, step, result, done);
      try {
        xhr.send(bodyOf(step.body));
      } catch (error) {
        result.e = String(error);
        done();
        return;
      }
      if (step.sync) done();
    });
  }

  // A file that a browser plays is not at hand for every codec: what is asked of the media
  // elements is whether they were allowed to read, so any metadata, or any attempt to decode, is
  // reported as the element itself reports it.
  function loaded(element, good, bad = "error") {
    return new Promise((resolve) => {
      element.addEventListener(good, () => resolve({ ok: 1 }));
      element.addEventListener(bad, () => resolve({ ok: 0 }));
    });
  }

  function taint(image) {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 1;
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    try {
      context.getImageData(0, 0, 1, 1);
      return 0;
    } catch {
      return 1;
    }
  }

  function element(tag, step, attributes) {
    const made = document.createElement(tag);
    if ("co" in step) made.setAttribute("crossorigin", step.co);
    if ("integrity" in step) made.setAttribute("integrity", step.integrity);
    if ("referrerPolicy" in step) made.referrerPolicy = step.referrerPolicy;
    Object.assign(made, attributes);
    return made;
  }

  async function attached(made, good) {
    const result = loaded(made, good);
    document.body.append(made);
    const outcome = await result;
    made.remove();
    return outcome;
  }

  function mediaStep(tag, step) {
    const made = element(tag, step, { preload: "auto", src: step.url });
    return attached(made, "loadedmetadata");
  }

  const ELEMENTS = {
    async img(step) {
      const made = element("img", step, {});
      const result = loaded(made, "load");
      made.src = step.url;
      const outcome = await result;
      if (outcome.ok) outcome.taint = taint(made);
      return outcome;
    },
    script: (step) => attached(element("script", step, { src: step.url }), "load"),
    module: (step) => attached(element("script", step, { type: "module", src: step.url }), "load"),
    style: (step) => attached(element("link", step, { rel: "stylesheet", href: step.url }), "load"),
    preload: (step) =>
      attached(element("link", step, { rel: "preload", as: step.as || "fetch", href: step.url }), "load"),
    video: (step) => mediaStep("video", step),
    audio: (step) => mediaStep("audio", step),
    async track(step) {
      const video = element("video", step, {});
      const track = document.createElement("track");
      track.kind = "subtitles";
      track.default = true;
      const result = loaded(track, "load");
      track.src = step.url;
      video.append(track);
      document.body.append(video);
      track.track.mode = "showing";
      const outcome = await result;
      video.remove();
      return outcome;
    },
    async font(step) {
      const face = new FontFace("recorded", `url("${step.url}")`);
      try {
        await face.load();
        return { ok: 1 };
      } catch (error) {
        return { ok: 0, e: error.name };
      }
    },
  };

  const STEPS = {
    ...ELEMENTS,
    fetch: fetchStep,
    xhr: xhrStep,
    async import(step) {
      try {
        await import(step.url);
        return { ok: 1 };
      } catch (error) {
        return { ok: 0, e: String(error) };
      }
    },
    eventsource: (step) => new Promise((resolve) => {
      const source = new EventSource(step.url, { withCredentials: Boolean(step.withCredentials) });
      source.onopen = () => { source.close(); resolve({ ok: 1 }); };
      source.onerror = () => {
        const state = source.readyState;
        source.close();
        resolve({ ok: 0, rs: state });
      };
    }),
    async beacon(step) {
      return { ok: navigator.sendBeacon(step.url, bodyOf(step.body)) ? 1 : 0 };
    },
    websocket: (step) => new Promise((resolve) => {
      let socket;
      try {
        socket = step.protocols ? new WebSocket(step.url, step.protocols) : new WebSocket(step.url);
      } catch (error) {
        resolve({ ok: 0, e: String(error) });
        return;
      }
      socket.onopen = () => { resolve({ ok: 1, proto: socket.protocol }); socket.close(); };
      socket.onclose = (event) => resolve({ ok: 0, code: event.code, clean: event.wasClean ? 1 : 0 });
    }),
    worker: (step) => new Promise((resolve) => {
      try {
        const worker = new Worker(step.url, step.type ? { type: step.type } : {});
        worker.onmessage = () => { worker.terminate(); resolve({ ok: 1 }); };
        worker.onerror = (event) => {
          event.preventDefault();
          worker.terminate();
          resolve({ ok: 0 });
        };
      } catch (error) {
        resolve({ ok: 0, e: String(error) });
      }
    }),
  };

  function timing(url) {
    const entries = performance.getEntriesByName(url);
    if (!entries.length) return null;
    const entry = entries[entries.length - 1];
    const set = (value) => (value > 0 ? 1 : 0);
    return {
      n: entries.length, status: entry.responseStatus, enc: entry.encodedBodySize,
      dec: entry.decodedBodySize, xfer: set(entry.transferSize), req: set(entry.requestStart),
      con: set(entry.connectStart), redir: set(entry.redirectStart), proto: entry.nextHopProtocol,
      ct: entry.contentType,
    };
  }

  async function here(step) {
    const api = step.api || "fetch";
    const partial = api === "xhr" ? { ok: 0, ev: [] } : {};
    if (!STEPS[api]) return { ok: 0, drv: `no such api: ${api}` };
    if (step.timing) performance.clearResourceTimings();
    let timer;
    const late = new Promise((resolve) => {
      timer = setTimeout(() => resolve({ ok: 0, timeout: 1 }), step.tmo || 6000);
    });
    let result;
    try {
      result = await Promise.race([STEPS[api](step, partial), late]);
    } catch (error) {
      result = { ok: 0, drv: String(error) };
    }
    clearTimeout(timer);
    if (step.timing && !result.timeout) {
      await new Promise((resolve) => setTimeout(resolve, 50)); // the entry is queued as a task
      result.tm = timing(step.url);
    }
    return result;
  }

  // The inner context: waits for steps.
  if (framed || !inPage) {
    const reply = (event, message) => (event.source ? event.source.postMessage(message, "*") : self.postMessage(message));
    self.addEventListener("message", async (event) => {
      if (!event.data || !event.data.step) return;
      reply(event, { n: event.data.n, result: JSON.stringify(await here(event.data.step)) });
    });
    if (framed) parent.postMessage({ ready: 1 }, "*");
    else self.postMessage({ ready: 1 });
    return;
  }

  // The top page: runs steps itself, or hands them on.
  const script = new URL("/_p/r.js", location.href).href;
  const inline = `<!doctype html><meta charset="utf-8"><body><script src="${script}"></` + "script>";
  const frame = (attributes) => () => {
    const made = document.createElement("iframe");
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  };
  const blobUrl = (text, type) => URL.createObjectURL(new Blob([text], { type }));
  const INNER = {
    sandbox: frame({ sandbox: "allow-scripts", src: "/_p/inner" }),
    "sandbox-so": frame({ sandbox: "allow-scripts allow-same-origin", src: "/_p/inner" }),
    "sandbox-srcdoc": frame({ sandbox: "allow-scripts", srcdoc: inline }),
    srcdoc: frame({ srcdoc: inline }),
    data: frame({ src: "data:text/html," + encodeURIComponent(inline) }),
    blob: () => frame({ src: blobUrl(inline, "text/html") })(),
    x: () => frame({ src: decodeURIComponent(location.search.slice(1)) + "/_p/inner" })(),
    worker: () => new Worker("/_p/r.js#w"),
    "worker-module": () => new Worker("/_p/r.js#w", { type: "module" }),
    "worker-blob": () => new Worker(blobUrl(`importScripts(${JSON.stringify(script)})`, "text/javascript")),
    "worker-data": () =>
      new Worker("data:text/javascript," + encodeURIComponent(`importScripts(${JSON.stringify(script)})`)),
  };

  let target = null;
  let calls = 0;
  const waiting = new Map();
  self.__ready = new Promise((resolve) => {
    if (!INNER[kind]) { resolve("1"); return; }
    const heard = (event) => {
      if (event.data.ready) resolve("1");
      else if (waiting.has(event.data.n)) waiting.get(event.data.n)(event.data.result);
    };
    const made = INNER[kind]();
    if (made instanceof Worker) {
      target = (message) => made.postMessage(message);
      made.addEventListener("message", heard);
    } else {
      self.addEventListener("message", heard);
      document.body.append(made);
      target = (message) => made.contentWindow.postMessage(message, "*");
    }
  });

  self.__step = (json) => {
    const step = JSON.parse(json);
    if (!target) return here(step).then(JSON.stringify);
    return new Promise((resolve) => {
      const n = ++calls;
      waiting.set(n, (result) => { waiting.delete(n); resolve(result); });
      target({ n, step });
    });
  };
})();
