// In each content process: tells when a top page has loaded, calls the page's __step, and tells
// which window a line of the console is about.

// Loaded once in a process, before any of the page's own scripts: see DOMWindowCreated below.
Services.console.registerListener({
  observe(message) {
    if (!(message instanceof Ci.nsIScriptError) || !message.innerWindowID) return;
    const actor = WindowGlobalChild.getByInnerWindowId(message.innerWindowID)?.getActor("Recorder");
    actor?.sendAsyncMessage("console", message.errorMessage);
  },
});

export class RecorderChild extends JSWindowActorChild {
  handleEvent(event) {
    const isTop = this.browsingContext === this.browsingContext.top;
    if (event.type === "pageshow" && isTop) this.sendAsyncMessage("pageshow", this.document.documentURI);
  }

  receiveMessage(message) {
    const { name, argument } = message.data;
    if (name === "flush") return Services.console.logStringMessage(argument);
    const page = this.contentWindow;
    return new Promise((resolve, reject) => {
      const done = Cu.exportFunction((value) => resolve(String(value)), page);
      const failed = Cu.exportFunction((error) => reject(new Error(String(error))), page);
      const raw = page.wrappedJSObject;
      const promise = name === "ready" ? raw.__ready : raw.__step(argument);
      promise.then(done, failed);
    });
  }
}
