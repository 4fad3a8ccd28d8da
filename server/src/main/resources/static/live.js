// Tells the parts of a page, by events of their own, when what they show may have changed. The first message after a
// page was made counts too: much may have happened in between, and a part that shows it already is answered by nothing.
const RETRY = 15_000;
const known = new Map();
let source;

const tell = (name) => document.body.dispatchEvent(new Event(`live-${name}`));

function listen() {
  source = new EventSource(document.body.dataset.live);
  source.onmessage = (message) => {
    for (const [name, stamp] of Object.entries(JSON.parse(message.data))) {
      if (known.get(name) !== stamp) {
        known.set(name, stamp);
        tell(name);
      }
    }
  };
  // A browser comes back by itself to a server that went away, but not to one that refused: the session may have ended,
  // and then a part that asks is told to sign in.
  source.onerror = () => {
    if (source.readyState === EventSource.CLOSED) {
      tell("posture");
      setTimeout(listen, RETRY);
    }
  };
}

listen();
addEventListener("pagehide", () => source.close());
addEventListener("pageshow", (event) => event.persisted && listen());
