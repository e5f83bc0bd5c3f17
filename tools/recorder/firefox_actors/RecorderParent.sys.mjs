// In the main process: hands on what the children report, with the tab it is about.
export class RecorderParent extends JSWindowActorParent {
  receiveMessage(message) {
    const browser = this.browsingContext?.top.embedderElement;
    if (!browser) return;
    if (message.name === "console") {
      const subject = { wrappedJSObject: browser };
      Services.obs.notifyObservers(subject, "recorder-console", message.data);
    } else {
      const { CustomEvent } = browser.ownerDocument.defaultView;
      browser.dispatchEvent(new CustomEvent("recorder-pageshow", { detail: message.data }));
    }
  }
}
