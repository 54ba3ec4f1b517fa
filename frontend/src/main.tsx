import { render } from "preact";
import "./styles/page.css";
import "./styles/network.css";
import "./styles/learn.css";
import "./styles/runs.css";
import "./styles/cost.css";
import "./styles/calculus.css";
import "./styles/inside.css";
import "./styles/descent.css";
import "./styles/more.css";
import "./styles/parts.css";
import "./styles/backprop.css";
import "./styles/walk.css";
import "./styles/nudges.css";
import "./styles/batches.css";
import "./styles/origin.css";
import "./styles/narrow.css";
import { Page } from "./Page";
import { begin } from "./state";

const page = document.getElementById("page");
if (page) {
  begin();
  render(<Page />, page);
}
