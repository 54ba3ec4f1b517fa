/** The view of where to learn more. */
export const english = {
  viewAbout: "About",
  theSeries: "The series, made real",
  seriesLead:
    "This page follows the four videos of the lecture series. For each of them there are views in which every number is real and can be opened.",
  videoOne: "1. But what is a neural network?",
  videoOneText: "784 pixels in, ten numbers out, and 13,002 knobs and dials between them.",
  videoTwo: "2. Gradient descent",
  videoTwoText:
    "What learning means: a cost, its slope and a long way down. Then: what the network has learned.",
  videoThree: "3. What is backpropagation really doing?",
  videoThreeText:
    "What a single example wants from every weight, from the outputs back to the pixels.",
  videoFour: "4. Backpropagation calculus",
  videoFourText: "The same in symbols: the chain rule, factor by factor.",
  readNext: "What to read next",
  needsInternet: "These links lead to other sites and need the internet. Backlit itself does not.",
  moreSeries: "The series and the book behind this network",
  moreMathematics: "The mathematics, more slowly",
  moreCourses: "Courses",
  morePlaces: "Other places to experiment",
  whyVideos: "The lecture that Backlit makes real.",
  whyNielsen:
    "The book that the videos recommend: the same digits, every line of code explained. Its cost has a ½, so its learning rate of 3.0 is 1.5 here.",
  whyMnist: "The 70,000 pictures, how they were made, and what accuracy many methods reached.",
  whyEssence: "Matrices as maps, the chain rule as nudges.",
  whyOlah: "Why going backwards gives every derivative for the price of one pass.",
  whyStrang: "The algebra of this subject, from the ground up.",
  whyGoodfellow: "Chapter 6 covers networks like this one, chapter 8 gradient descent in practice.",
  whyBishop: "Chapter 5 covers the same ground as statistics, with second derivatives.",
  whyKarpathy: "Backpropagation written by hand, first for single numbers, then for arrays.",
  whyHoward: "Top-down: something that works first, its parts later.",
  whyStanford: "Its notes on optimisation and backpropagation can be read on their own.",
  whyPlayground: "Points in the plane, networks of a few neurons, all on one screen.",
  whyExplainer: "The arithmetic of a convolutional network, cell by cell.",
  whyDistill: "Articles with interactive figures.",
} as const;

export const german: Partial<Record<keyof typeof english, string>> = {
  viewAbout: "Über",
  theSeries: "Die Reihe, zum Ausprobieren",
  seriesLead:
    "Diese Seite folgt den vier Videos der Vorlesungsreihe. Zu jedem gibt es Ansichten, in denen jede Zahl echt ist und sich öffnen lässt.",
  videoOne: "1. Was ist überhaupt ein neuronales Netz?",
  videoOneText: "784 Pixel hinein, zehn Zahlen heraus, und dazwischen 13.002 Regler.",
  videoTwo: "2. Gradientenabstieg",
  videoTwoText:
    "Was Lernen heißt: Kosten, ihre Steigung und ein langer Weg hinab. Dann: was das Netz gelernt hat.",
  videoThree: "3. Was macht Backpropagation wirklich?",
  videoThreeText:
    "Was ein einzelnes Beispiel von jedem Gewicht will, von den Ausgaben zurück bis zu den Pixeln.",
  videoFour: "4. Die Ableitungen der Backpropagation",
  videoFourText: "Dasselbe in Symbolen: die Kettenregel, Faktor um Faktor.",
  readNext: "Zum Weiterlesen",
  needsInternet:
    "Diese Links führen zu anderen Seiten und brauchen Internet. Backlit selbst braucht keines.",
  moreSeries: "Die Reihe und das Buch hinter diesem Netz",
  moreMathematics: "Die Mathematik, langsamer",
  moreCourses: "Kurse",
  morePlaces: "Andere Seiten zum Ausprobieren",
  whyVideos: "Die Vorlesung, auf der Backlit beruht.",
  whyNielsen:
    "Das Buch, das die Videos empfehlen: dieselben Ziffern, jede Zeile Code erklärt. Seine Kosten enthalten ein ½, daher ist seine Lernrate 3,0 hier 1,5.",
  whyMnist:
    "Die 70.000 Bilder, wie sie entstanden und welche Genauigkeit viele Verfahren erreichten.",
  whyEssence: "Matrizen als Abbildungen, die Kettenregel als Stupser.",
  whyOlah: "Warum der Weg rückwärts jede Ableitung zum Preis eines Durchgangs liefert.",
  whyStrang: "Die Algebra dieses Gebiets, von Grund auf.",
  whyGoodfellow:
    "Kapitel 6 behandelt Netze wie dieses, Kapitel 8 den Gradientenabstieg in der Praxis.",
  whyBishop: "Kapitel 5 behandelt dasselbe als Statistik, mit zweiten Ableitungen.",
  whyKarpathy: "Backpropagation von Hand geschrieben, erst für einzelne Zahlen, dann für Arrays.",
  whyHoward: "Top-down: zuerst etwas, das funktioniert, dann seine Teile.",
  whyStanford: "Die Notizen zu Optimierung und Backpropagation lassen sich einzeln lesen.",
  whyPlayground: "Punkte in der Ebene, Netze aus wenigen Neuronen, alles auf einem Bildschirm.",
  whyExplainer: "Die Rechnung eines Faltungsnetzes, Zelle für Zelle.",
  whyDistill: "Artikel mit interaktiven Abbildungen.",
};
