/* The page's one live region. */
export function announce(text) {
  const region = document.getElementById("live");
  if (!region) return;
  region.textContent = "";
  /* a change in the next frame is read even when the words are the same as before */
  requestAnimationFrame(() => {
    region.textContent = text;
  });
}

export function announceMessages(scope = document) {
  const texts = [...scope.querySelectorAll("[data-announce]")].map((element) => element.textContent.trim());
  if (texts.length) announce(texts.join(" "));
}
