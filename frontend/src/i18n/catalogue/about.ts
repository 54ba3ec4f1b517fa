/** The view of where to learn more. */
export const english = {
  viewMore: "Learn more",
  theSeries: "The series, made real",
  seriesLead:
    "This page follows the four films of the lecture series. Each of them has views here, in which every number is real and opens.",
  filmOne: "1. But what is a neural network?",
  filmOneText: "784 pixels in, ten numbers out, and 13,002 knobs between them.",
  filmTwo: "2. Gradient descent",
  filmTwoText:
    "What learning means: a cost, its slope, and a long way down. And what it has learned then.",
  filmThree: "3. What is backpropagation really doing?",
  filmThreeText:
    "What a single example wishes of every weight, from the outputs back to the pixels.",
  filmFour: "4. Backpropagation calculus",
  filmFourText: "The same in symbols: the chain rule, factor by factor.",
  readNext: "What to read next",
  needsInternet:
    "These links lead out of this page and need the internet. Nothing here is needed to use Backlit.",
  moreSeries: "The series and the book behind this network",
  moreMathematics: "The mathematics, slower",
  moreCourses: "Courses",
  morePlaces: "Other places to play",
  whyFilms: "The lecture that Backlit makes real.",
  whyNielsen:
    "The book that the films recommend: the same digits, every line of code explained. Its cost has a ½, so its learning rate of 3.0 is 1.5 here.",
  whyMnist: "The 70,000 pictures, how they were made, and what many methods reached on them.",
  whyEssence: "Matrices as maps, the chain rule as nudges.",
  whyOlah: "Why going backwards gives every derivative for the price of one pass.",
  whyStrang: "The algebra of this subject, from the ground up.",
  whyGoodfellow: "Chapter 6 has networks like ours, chapter 8 descent in practice.",
  whyBishop: "Chapter 5: the same things as statistics, with second derivatives.",
  whyKarpathy: "Backpropagation written by hand, first for single numbers, then for arrays.",
  whyHoward: "Top down: something that works first, its parts later.",
  whyStanford: "Its notes on optimisation and backpropagation stand by themselves.",
  whyPlayground: "Points in the plane, networks of a few neurons, all on one screen.",
  whyExplainer: "The arithmetic of a convolutional network, cell by cell.",
  whyDistill: "Articles whose figures can be moved.",
} as const;

export const german: Partial<Record<keyof typeof english, string>> = {
  viewMore: "Mehr lernen",
  theSeries: "Die Reihe, verwirklicht",
  seriesLead:
    "Diese Seite folgt den vier Filmen der Vorlesungsreihe. Jeder hat hier Ansichten, in denen jede Zahl wirklich ist und sich öffnet.",
  filmOne: "1. Was ist überhaupt ein neuronales Netz?",
  filmOneText: "784 Pixel hinein, zehn Zahlen heraus, und dazwischen 13.002 Knöpfe.",
  filmTwo: "2. Gradientenabstieg",
  filmTwoText:
    "Was Lernen heißt: Kosten, ihre Steigung, und ein langer Weg hinab. Und was es dann gelernt hat.",
  filmThree: "3. Was tut Backpropagation wirklich?",
  filmThreeText:
    "Was ein einziges Beispiel von jedem Gewicht wünscht, von den Ausgaben zurück zu den Pixeln.",
  filmFour: "4. Die Ableitungen der Backpropagation",
  filmFourText: "Dasselbe in Symbolen: die Kettenregel, Faktor um Faktor.",
  readNext: "Was als Nächstes zu lesen ist",
  needsInternet:
    "Diese Links führen aus der Seite hinaus und brauchen das Internet. Nichts davon braucht man, um Backlit zu benutzen.",
  moreSeries: "Die Reihe und das Buch hinter diesem Netz",
  moreMathematics: "Die Mathematik, langsamer",
  moreCourses: "Kurse",
  morePlaces: "Andere Orte zum Spielen",
  whyFilms: "Die Vorlesung, die Backlit verwirklicht.",
  whyNielsen:
    "Das Buch, das die Filme empfehlen: dieselben Ziffern, jede Zeile erklärt. Seine Kosten haben ein ½, seine Lernrate 3,0 ist hier darum 1,5.",
  whyMnist: "Die 70.000 Bilder, wie sie entstanden, und was viele Verfahren daran erreichten.",
  whyEssence: "Matrizen als Abbildungen, die Kettenregel als Stupser.",
  whyOlah: "Warum rückwärts zu gehen jede Ableitung für den Preis eines Durchgangs gibt.",
  whyStrang: "Die Algebra dieses Gebiets, von Grund auf.",
  whyGoodfellow: "Kapitel 6 hat Netze wie unseres, Kapitel 8 den Abstieg in der Praxis.",
  whyBishop: "Kapitel 5: dasselbe als Statistik, mit zweiten Ableitungen.",
  whyKarpathy: "Backpropagation von Hand geschrieben, erst für einzelne Zahlen, dann für Felder.",
  whyHoward: "Von oben herab: erst etwas, das geht, dann seine Teile.",
  whyStanford: "Seine Notizen zu Optimierung und Backpropagation stehen für sich.",
  whyPlayground: "Punkte in der Ebene, Netze aus wenigen Neuronen, alles auf einem Schirm.",
  whyExplainer: "Die Rechnung eines Faltungsnetzes, Feld für Feld.",
  whyDistill: "Artikel, deren Bilder sich bewegen lassen.",
};
