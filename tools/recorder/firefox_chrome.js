// Runs once in Firefox's main process, given to it by Marionette: arguments are the port of the
// recorder, the folder of the actors, and the authority to trust (base64 DER).
// From then on recorder and browser talk in lines of JSON over one socket.
const [port, folder, authority] = arguments;
const { classes: C, interfaces: I } = Components;
const window = Services.wm.getMostRecentWindow("navigator:browser");
const system = Services.scriptSecurityManager.getSystemPrincipal();

const resources = Services.io.getProtocolHandler("resource").QueryInterface(I.nsIResProtocolHandler);
const directory = C["@mozilla.org/file/local;1"].createInstance(I.nsIFile);
directory.initWithPath(folder);
resources.setSubstitution("recorder", Services.io.newFileURI(directory));
ChromeUtils.registerWindowActor("Recorder", {
  parent: { esModuleURI: "resource://recorder/RecorderParent.sys.mjs" },
  child: { esModuleURI: "resource://recorder/RecorderChild.sys.mjs", events: { pageshow: {}, DOMWindowCreated: {} } },
  allFrames: true,
});
C["@mozilla.org/security/x509certdb;1"].getService(I.nsIX509CertDB).addCertFromBase64(authority, "C,,");

// The socket ------------------------------------------------------------------------------
const transport = C["@mozilla.org/network/socket-transport-service;1"]
  .getService(I.nsISocketTransportService)
  .createTransport([], "127.0.0.1", port, null, null);
const output = transport.openOutputStream(I.nsITransport.OPEN_BLOCKING, 0, 0);
const ascii = (text) => text.replace(/[\u007f-\uffff]/g, (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"));
function send(message) {
  const line = ascii(JSON.stringify(message)) + "\n";
  output.write(line, line.length);
}

// Tabs ------------------------------------------------------------------------------------
const tabs = new Map(); // number → { tab, browser, container }

function tabOf(browser) {
  for (const [number, entry] of tabs) if (browser && entry.browser === browser) return number;
  return 0;
}

// This process hears every line in order, but those that content processes log have lost their
// window on the way here: `claim` says which tab a text belongs to.
Services.obs.addObserver((subject, _topic, text) => {
  send({ event: "claim", tab: tabOf(subject.wrappedJSObject), text });
}, "recorder-console");

// A marker that a content process logs comes here behind all that it logged before.
const markers = new Map();
function flushed(text) {
  markers.get(text)?.();
  markers.delete(text);
}

const LEVELS = ["debug", "info", "warn", "error"];
Services.console.registerListener({
  observe(message) {
    if (!(message instanceof I.nsIScriptError)) {
      flushed(message.message);
      return;
    }
    const id = message.innerWindowID;
    const global = id ? WindowGlobalParent.getByInnerWindowId(id) : null;
    const tab = tabOf(global?.browsingContext?.top?.embedderElement);
    const item = { l: LEVELS[message.logLevel], cat: message.category, t: message.errorMessage };
    send({ event: "con", tab, item });
  },
});

const SAME_SITE = { None: I.nsICookie.SAMESITE_NONE, Lax: I.nsICookie.SAMESITE_LAX,
  Strict: I.nsICookie.SAMESITE_STRICT };

function addCookie(container, path, spec) {
  const unset = I.nsICookie.SAMESITE_UNSET ?? 256;
  const scheme = spec.sec ? I.nsICookie.SCHEME_HTTPS : I.nsICookie.SCHEME_HTTP;
  Services.cookies.add(spec.d || spec.host, path, spec.n, spec.v, Boolean(spec.sec), false,
    true, Date.now() + 86400000, { userContextId: container },
    "ss" in spec ? SAME_SITE[spec.ss] : unset, scheme);
}

const COMMANDS = {
  async tab({ tab }) {
    const made = window.gBrowser.addTab("about:blank", {
      userContextId: tab, triggeringPrincipal: system, skipAnimation: true,
    });
    made.linkedBrowser.docShellIsActive = true;
    tabs.set(tab, { tab: made, browser: made.linkedBrowser, container: tab });
  },
  open({ tab, url }) {
    const { browser } = tabs.get(tab);
    return new Promise((resolve) => {
      const heard = (event) => {
        if (event.detail !== url) return;
        browser.removeEventListener("recorder-pageshow", heard);
        browser.docShellIsActive = true;
        resolve(COMMANDS.page({ tab, name: "ready" }));
      };
      browser.addEventListener("recorder-pageshow", heard);
      browser.loadURI(Services.io.newURI(url), { triggeringPrincipal: system });
    });
  },
  page({ tab, name, argument }) {
    const global = tabs.get(tab).browser.browsingContext.currentWindowGlobal;
    return global.getActor("Recorder").sendQuery("call", { name, argument });
  },
  flush({ tab, id }) {
    const marker = `recorder-flush ${id}`;
    return new Promise((resolve) => {
      markers.set(marker, resolve);
      COMMANDS.page({ tab, name: "flush", argument: marker });
    });
  },
  async cookies({ tab, path, cookies }) {
    for (const spec of cookies) {
      try {
        addCookie(tabs.get(tab).container, path, spec);
      } catch (error) {
        send({ event: "refused", tab, text: String(error) });
      }
    }
  },
  async clear({ tab }) {
    const pattern = JSON.stringify({ userContextId: tabs.get(tab).container });
    Services.cookies.removeCookiesWithOriginAttributes(pattern);
  },
  async close({ tab }) {
    const entry = tabs.get(tab);
    tabs.delete(tab);
    window.gBrowser.removeTab(entry.tab, { animate: false, skipPermitUnload: true });
  },
};

async function run(line) {
  const message = JSON.parse(line);
  try {
    const value = await COMMANDS[message.cmd](message);
    send({ id: message.id, value: value === undefined ? null : value });
  } catch (error) {
    send({ id: message.id, error: String(error) });
  }
}

let pending = "";
const pump = C["@mozilla.org/network/input-stream-pump;1"].createInstance(I.nsIInputStreamPump);
const scriptable = C["@mozilla.org/scriptableinputstream;1"].createInstance(I.nsIScriptableInputStream);
pump.init(transport.openInputStream(0, 0, 0), 0, 0, false);
pump.asyncRead({
  onStartRequest() {},
  onStopRequest() {},
  onDataAvailable(_request, stream, _offset, count) {
    scriptable.init(stream);
    const lines = (pending + scriptable.read(count)).split("\n");
    pending = lines.pop();
    for (const line of lines) run(line);
  },
});
send({ event: "hello" });
return Services.appinfo.version + " " + Services.appinfo.appBuildID;
