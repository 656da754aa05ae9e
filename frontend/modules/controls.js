/* nhsuk behaviours: error summary focus, character count, show password. */
import { CharacterCount } from "nhsuk-frontend/dist/nhsuk/components/character-count/character-count.mjs";
import { ErrorSummary } from "nhsuk-frontend/dist/nhsuk/components/error-summary/error-summary.mjs";
import { PasswordInput } from "nhsuk-frontend/dist/nhsuk/components/password-input/password-input.mjs";
import { word } from "./words.js";

const counts = () => ({
  i18n: {
    charactersUnderLimit: { one: word("charactersOne"), other: word("charactersOther") },
    charactersAtLimit: word("charactersAt"),
    charactersOverLimit: { one: word("overOne"), other: word("overOther") },
  },
});

const passwords = () => ({
  i18n: {
    showPassword: word("show"),
    hidePassword: word("hide"),
    showPasswordAriaLabel: word("showPassword"),
    hidePasswordAriaLabel: word("hidePassword"),
    passwordShownAnnouncement: word("passwordShown"),
    passwordHiddenAnnouncement: word("passwordHidden"),
  },
});

const kinds = [
  [ErrorSummary, () => ({})],
  [CharacterCount, counts],
  [PasswordInput, passwords],
];

export function startControls(scope) {
  for (const [Kind, options] of kinds) {
    for (const element of scope.querySelectorAll(`[data-module="${Kind.moduleName}"]:not([data-started])`)) {
      element.dataset.started = "";
      start(Kind, element, options);
    }
  }
}

/* a control that cannot start stays a plain control; the page must not fall with it */
function start(Kind, element, options) {
  try {
    new Kind(element, options());
  } catch (error) {
    console.error(error);
  }
}
