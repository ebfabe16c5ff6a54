import { card, count, field, h } from "./dom.js";

/** How long to wait for the next change before the audience is counted, in milliseconds. */
const PAUSE = 400;

/**
 * Writes a notification, shows it and says who would get it.
 *
 * @param {import("./console.js").Context} context
 */
export function compose({ application, perform, say }) {
  const title = h("input", { required: true, maxlength: 120, autocomplete: "off" });
  const body = h("textarea", { rows: 3, maxlength: 1_000 });
  const navigate = h("input", { type: "url", placeholder: "https://" });
  const icon = h("input", { type: "url", placeholder: "https://" });
  const urgency = options(["normal", "very-low", "low", "high"]);
  const hours = h("input", { type: "number", min: 0, max: 672, step: "any", value: 24 });
  const sendAt = h("input", { type: "datetime-local" });
  const everyone = h("input", { type: "checkbox", id: "everyone", checked: true });
  const topics = h("div", { class: "choices" });
  const audience = h("p", { class: "audience", role: "status" }, "Counting …");
  const preview = h("div", { class: "preview", "aria-hidden": "true" });
  const submit = h("button", { type: "submit", class: "primary" }, "Send");

  const boxes = () => [...topics.querySelectorAll("input")];
  const wanted = () =>
    everyone.checked
      ? { all: true }
      : { topics: boxes().filter(({ checked }) => checked).map(({ value }) => value) };

  let asked = 0;
  const recount = async () => {
    const mine = ++asked;
    for (const box of boxes()) box.disabled = everyone.checked;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    if (mine !== asked) return;
    const text = await sized(application, wanted());
    if (mine === asked) audience.textContent = text;
  };
  const draw = () => {
    preview.replaceChildren(
      icon.value && icon.validity.valid ? h("img", { src: icon.value, alt: "" }) : h("img", { src: "/icon.svg", alt: "" }),
      h("div", {}, h("strong", {}, title.value || "Title"), h("p", {}, body.value || "Body")),
    );
    submit.textContent = sendAt.value ? "Schedule" : "Send";
  };
  const event = () => ({
    audience: wanted(),
    notification: {
      title: title.value,
      ...filled({ body: body.value, navigate: navigate.value, icon: icon.value }),
    },
    urgency: urgency.value,
    ttl: Math.round(3_600 * Number(hours.value)),
    ...filled({ sendAt: sendAt.value && new Date(sendAt.value).toISOString() }),
  });

  const form = h(
    "form",
    {
      class: "compose",
      oninput: draw,
      onsubmit: (/** @type {Event} */ submitted) => {
        submitted.preventDefault();
        if (!confirm(`${submit.textContent} it? ${audience.textContent}`)) return;
        perform(async () => {
          const { id, warnings = [] } = await application.send("POST", "/notifications", event());
          say([`Published as ${id}.`, ...warnings].join(" "));
          location.hash = "#notifications";
        });
      },
    },
    field("Title", title),
    field("Body", body),
    field("Opens", navigate, "By default the page that the application names."),
    field("Icon", icon),
    h(
      "fieldset",
      { onchange: recount },
      h("legend", {}, "Audience"),
      h("label", { class: "choice" }, everyone, "Everyone"),
      topics,
      audience,
    ),
    h(
      "div",
      { class: "row" },
      field("Urgency", urgency),
      field("Hours to live", hours),
      field("Not before", sendAt, "In your time zone; empty for at once."),
    ),
    submit,
  );

  void application.get("/config").then(({ topics: offered }) => {
    topics.replaceChildren(
      ...offered.map((/** @type {{id: string, name: string}} */ { id, name }) =>
        h("label", { class: "choice" }, h("input", { type: "checkbox", value: id }), name),
      ),
    );
    return recount();
  });
  draw();
  return [
    h("div", { class: "columns" }, card("Message", form), card("How it looks, about", preview)),
  ];
}

/**
 * @param {import("./api.js").Application} application
 * @param {object} audience
 */
async function sized(application, audience) {
  if ("topics" in audience && Array.isArray(audience.topics) && audience.topics.length === 0) {
    return "Choose a topic.";
  }
  try {
    const answer = await application.send("POST", "/audience-count", { audience });
    return answer.count === 1 ? "1 browser gets it." : `${count(answer.count)} browsers get it.`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** @param {string[]} values */
function options(values) {
  return h("select", {}, values.map((value) => h("option", { value }, value)));
}

/** @param {Record<string, string>} members */
function filled(members) {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value));
}
