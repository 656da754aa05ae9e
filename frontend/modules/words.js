/* Words come translated from the page (ui/_script_words.html); scripts carry no language. */
const source = document.getElementById("script-words");

export function word(name) {
  return source?.dataset[name] ?? "";
}
