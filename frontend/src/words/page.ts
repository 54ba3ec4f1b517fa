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
  back: "Back",
  whereFrom: "Where does this come from?",
  close: "Close",
  lost: "The server does not answer. Trying again …",
  connecting: "Connecting …",
  strange:
    "The server was started anew and does not know this page: open the address that it printed.",
  restarted: "The server was started anew at {time}.",
  asItWas: "{run} is as it was saved at {time}.",
  views: "Views",
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
  back: "Zurück",
  whereFrom: "Woher kommt das?",
  close: "Schließen",
  lost: "Der Server antwortet nicht. Neuer Versuch …",
  connecting: "Verbinde …",
  strange:
    "Der Server wurde neu gestartet und kennt diese Seite nicht: die Adresse öffnen, die er nannte.",
  restarted: "Der Server wurde um {time} neu gestartet.",
  asItWas: "{run} ist so, wie er um {time} gespeichert wurde.",
  views: "Ansichten",
};
