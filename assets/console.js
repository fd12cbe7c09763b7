// Live progress of a run. Without it the page says the same when it is loaded again.

const log = document.querySelector("[data-events]");

if (log && "EventSource" in window) {
  follow(log);
}

function follow(log) {
  const note = document.createElement("p");
  note.textContent = log.dataset.note;
  log.parentElement.before(note);
  const source = new EventSource(`${log.dataset.events}?seen=${log.dataset.seen}`);
  const add = (event) => {
    const line = document.createElement("li");
    line.textContent = event.data;
    log.append(line);
    log.scrollTop = log.scrollHeight;
  };
  source.addEventListener("step", add);
  source.addEventListener("plan", add);
  source.addEventListener("end", () => {
    source.close();
    window.location.reload();
  });
}
