import { render } from "preact";
import { startPage } from "./state/startPage";
// In this order: of rules that are equally specific, the last one holds.
import "./styles/page.css";
import "./styles/tables.css";
import "./components/input/input.css";
import "./views/network/network.css";
import "./views/train/train.css";
import "./views/train/runs.css";
import "./views/cost/cost.css";
import "./views/calculus/calculus.css";
import "./views/inspect/inspect.css";
import "./views/inspect/noise.css";
import "./views/inspect/confusion.css";
import "./views/inspect/embedding.css";
import "./views/gradientDescent/gradientDescent.css";
import "./views/about/about.css";
import "./tour/tour.css";
import "./components/helpDialog.css";
import "./styles/hiddenParts.css";
import "./components/tabs.css";
import "./views/backprop/backprop.css";
import "./views/backprop/walk.css";
import "./views/backprop/nudgeTable.css";
import "./views/backprop/miniBatches.css";
import "./components/explanation/explanation.css";
import "./styles/narrow.css";
import { Page } from "./Page";

const page = document.getElementById("page");
if (page) {
  startPage();
  render(<Page />, page);
}
