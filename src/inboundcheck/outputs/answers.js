
// Writes what was answered on this page into answers.yaml, after what was answered before.
const form = document.getElementById("answers");
const quoted = (text) =>
  JSON.stringify(text).replace(/[^ -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufffd]/gu, (each) => "\\U" + each.codePointAt(0).toString(16).padStart(8, "0"));
const today = () => {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
};
const entry = (asked, answer) =>
  `  - id: ${quoted(asked.dataset.id)}
    answer: ${answer}
    by: ${quoted(form.elements.by.value.trim())}
    at: ${today()}
    photo: ${quoted(asked.dataset.photo)}
    sha256: ${quoted(asked.dataset.sha256)}
    question: ${quoted(asked.dataset.question)}
`;
form.querySelector(".save").hidden = false;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const answers = [...form.querySelectorAll("fieldset:has(:checked)")].map((each) => entry(each, each.querySelector(":checked").value));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([form.dataset.answered, ...answers], { type: "application/yaml" }));
  link.download = "answers.yaml";
  link.click();
});
