const LIGHT = `
  --_accent: var(--towncrier-accent, #8f1d2c);
  --_on-accent: var(--towncrier-on-accent, #fff);
  --_surface: var(--towncrier-surface, #fff);
  --_text: var(--towncrier-text, #1f1a17);
  --_muted: var(--towncrier-muted, #5d544c);
  --_border: var(--towncrier-border, #8a8078);
  --_error: var(--towncrier-error, #a4161a);
  color-scheme: light;
`;

const DARK = `
  --_accent: var(--towncrier-accent, #f3a39a);
  --_on-accent: var(--towncrier-on-accent, #2a0d0b);
  --_surface: var(--towncrier-surface, #211d18);
  --_text: var(--towncrier-text, #f2ebe1);
  --_muted: var(--towncrier-muted, #bdb1a3);
  --_border: var(--towncrier-border, #8d8275);
  --_error: var(--towncrier-error, #ffb4ab);
  color-scheme: dark;
`;

/** The widget's style. A site sets the custom properties that begin with --towncrier-. */
export const STYLE = `
:host {
  ${LIGHT}
  display: inline-block;
  position: relative;
  font: 1rem/1.5 var(--towncrier-font, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif);
  color: var(--_text);
}

@media (prefers-color-scheme: dark) {
  :host(:not([theme="light"])) {${DARK}}
}

:host([theme="dark"]) {${DARK}}

:host([hidden]),
[hidden] {
  display: none !important;
}

:host([inline]) {
  display: block;
}

*,
*::before,
*::after {
  box-sizing: border-box;
}

h2,
p,
ol,
fieldset {
  margin: 0;
  padding: 0;
  border: 0;
}

button {
  min-height: 2.75rem;
  padding: 0.5rem 1rem;
  border: 1px solid var(--_border);
  border-radius: var(--towncrier-radius, 0.625rem);
  background: transparent;
  color: inherit;
  font: inherit;
  cursor: pointer;
}

button:disabled {
  cursor: default;
  opacity: 0.6;
}

:focus-visible {
  outline: 3px solid var(--_accent);
  outline-offset: 2px;
}

.bell {
  display: grid;
  place-items: center;
  position: relative;
  width: 2.75rem;
  padding: 0;
  border-radius: 50%;
  background: var(--_surface);
  color: var(--_text);
}

svg {
  width: 1.5rem;
  height: 1.5rem;
  fill: none;
  stroke: currentColor;
  stroke-width: 1.75;
  stroke-linecap: round;
  stroke-linejoin: round;
}

.bell svg {
  transform-origin: 50% 10%;
}

@media (prefers-reduced-motion: no-preference) {
  .bell:hover svg {
    animation: ring 0.6s ease-in-out;
  }

  .panel.floating {
    animation: rise 0.16s ease-out;
  }
}

@keyframes ring {
  25% {
    transform: rotate(14deg);
  }

  75% {
    transform: rotate(-10deg);
  }
}

@keyframes rise {
  from {
    opacity: 0;
    transform: translateY(0.5rem);
  }
}

.bell[data-state="subscribed"] {
  border-color: var(--_accent);
  background: var(--_accent);
  color: var(--_on-accent);
}

.panel {
  display: grid;
  gap: 0.875rem;
  text-align: start;
}

.panel:focus {
  outline: none;
}

.panel.floating {
  position: absolute;
  z-index: 2147483000;
  inset-block-start: calc(100% + 0.5rem);
  inset-inline-end: 0;
  width: min(22rem, calc(100vw - 2rem));
  padding: 1.125rem;
  border: 1px solid var(--_border);
  border-radius: var(--towncrier-radius, 0.625rem);
  background: var(--_surface);
  box-shadow: 0 0.75rem 2rem rgb(0 0 0 / 0.22);
}

.panel.floating.start {
  inset-inline: 0 auto;
}

.panel.floating.above {
  inset-block: auto calc(100% + 0.5rem);
}

@media (max-width: 30rem) {
  .panel.floating,
  .panel.floating.start,
  .panel.floating.above {
    position: fixed;
    inset: auto 0 0;
    width: auto;
    max-height: 85vh;
    overflow: auto;
    border-end-start-radius: 0;
    border-end-end-radius: 0;
    padding-block-end: calc(1.125rem + env(safe-area-inset-bottom, 0px));
  }
}

.header {
  display: flex;
  align-items: start;
  justify-content: space-between;
  gap: 0.5rem;
}

h2 {
  font-size: 1.1875rem;
  line-height: 1.3;
}

.text,
.status,
ol {
  color: var(--_muted);
}

ol {
  padding-inline-start: 1.375rem;
}

.close {
  display: grid;
  place-items: center;
  flex: none;
  width: 2.75rem;
  margin: -0.5rem;
  margin-inline-start: 0;
  padding: 0;
  border-color: transparent;
}

.close svg {
  width: 1.125rem;
  height: 1.125rem;
}

legend {
  padding: 0;
  font-weight: 600;
}

label {
  display: flex;
  align-items: center;
  gap: 0.625rem;
  min-height: 2.25rem;
  cursor: pointer;
}

input {
  flex: none;
  width: 1.25rem;
  height: 1.25rem;
  margin: 0;
  accent-color: var(--_accent);
}

.actions {
  display: flex;
  flex-wrap: wrap;
  gap: 0.625rem;
}

.primary {
  flex: 1 1 auto;
  border-color: var(--_accent);
  background: var(--_accent);
  color: var(--_on-accent);
  font-weight: 600;
}

.error {
  padding-inline-start: 0.75rem;
  border-inline-start: 3px solid var(--_error);
  color: var(--_error);
}

.status:empty {
  display: none;
}
`;
