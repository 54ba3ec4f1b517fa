/** What stands around every view. */
export const english = {
  model: "Network",
  parameters: "{count} weights and biases",
  theme: "Colours",
  dark: "Dark",
  light: "Light",
  orange: "Blue and orange",
  language: "Language",
  reset: "Reset",
  close: "Close",
  lost: "The server does not answer. Trying again …",
  connecting: "Connecting …",
  views: "Views",
  run: "the run",
} as const;

export const german: Partial<Record<keyof typeof english, string>> = {
  model: "Netz",
  parameters: "{count} Gewichte und Schwellen",
  theme: "Farben",
  dark: "Dunkel",
  light: "Hell",
  orange: "Blau und Orange",
  language: "Sprache",
  reset: "Zurücksetzen",
  close: "Schließen",
  lost: "Der Server antwortet nicht. Neuer Versuch …",
  connecting: "Verbinde …",
  views: "Ansichten",
  run: "der Lauf",
};
