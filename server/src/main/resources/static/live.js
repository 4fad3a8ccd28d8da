// Tells the parts of a page, by events of their own, when what they show may have changed. The first message after a
// page was made counts too: much may have happened in between, and a part that shows it already is answered by nothing.
const known = new Map();
const source = new EventSource(document.body.dataset.live);

source.onmessage = (message) => {
  for (const [name, stamp] of Object.entries(JSON.parse(message.data))) {
    if (known.get(name) !== stamp) {
      known.set(name, stamp);
      document.body.dispatchEvent(new Event(`live-${name}`));
    }
  }
};
addEventListener("pagehide", () => source.close());
