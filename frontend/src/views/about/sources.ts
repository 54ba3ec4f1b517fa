/** What to read next; a test compares it with docs/learn-more.md. */
import type { TextKey } from "../../i18n/translate";

export interface Source {
  who: string;
  title: string;
  year?: string;
  link?: string;
  /** What it is good for. */
  why: TextKey;
}

export const SOURCES: readonly { title: TextKey; sources: readonly Source[] }[] = [
  {
    title: "moreSeries",
    sources: [
      {
        who: "Grant Sanderson (3Blue1Brown)",
        title: "Neural networks",
        year: "2017",
        link: "https://www.3blue1brown.com/topics/neural-networks",
        why: "whyVideos",
      },
      {
        who: "Michael Nielsen",
        title: "Neural Networks and Deep Learning",
        year: "2015",
        link: "http://neuralnetworksanddeeplearning.com",
        why: "whyNielsen",
      },
      {
        who: "Yann LeCun, Corinna Cortes, Christopher Burges",
        title: "The MNIST database of handwritten digits",
        year: "1998",
        why: "whyMnist",
      },
    ],
  },
  {
    title: "moreMathematics",
    sources: [
      {
        who: "Grant Sanderson",
        title: "Essence of linear algebra, Essence of calculus",
        why: "whyEssence",
      },
      {
        who: "Christopher Olah",
        title: "Calculus on computational graphs: backpropagation",
        year: "2015",
        link: "https://colah.github.io/posts/2015-08-Backprop/",
        why: "whyOlah",
      },
      {
        who: "Gilbert Strang",
        title: "Linear Algebra and Learning from Data",
        year: "2019",
        why: "whyStrang",
      },
      {
        who: "Ian Goodfellow, Yoshua Bengio, Aaron Courville",
        title: "Deep Learning",
        year: "2016",
        link: "https://www.deeplearningbook.org",
        why: "whyGoodfellow",
      },
      {
        who: "Christopher Bishop",
        title: "Pattern Recognition and Machine Learning",
        year: "2006",
        why: "whyBishop",
      },
    ],
  },
  {
    title: "moreCourses",
    sources: [
      {
        who: "Andrej Karpathy",
        title: "Neural networks: zero to hero",
        link: "https://karpathy.ai/zero-to-hero.html",
        why: "whyKarpathy",
      },
      {
        who: "Jeremy Howard",
        title: "Practical deep learning for coders",
        link: "https://course.fast.ai",
        why: "whyHoward",
      },
      {
        who: "Stanford CS231n",
        title: "Deep learning for computer vision",
        link: "https://cs231n.github.io",
        why: "whyStanford",
      },
    ],
  },
  {
    title: "morePlaces",
    sources: [
      {
        who: "TensorFlow",
        title: "Playground",
        link: "https://playground.tensorflow.org",
        why: "whyPlayground",
      },
      {
        who: "Polo Club",
        title: "CNN Explainer",
        link: "https://poloclub.github.io/cnn-explainer",
        why: "whyExplainer",
      },
      { who: "Distill", title: "distill.pub", link: "https://distill.pub", why: "whyDistill" },
    ],
  },
];
