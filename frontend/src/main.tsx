import { render } from "preact";
import "./styles/page.css";
import "./styles/network.css";
import "./styles/learn.css";
import "./styles/runs.css";
import "./styles/cost.css";
import "./styles/calculus.css";
import "./styles/parts.css";
import "./styles/origin.css";
import "./styles/narrow.css";
import { Page } from "./Page";
import { begin } from "./state";

const page = document.getElementById("page");
if (page) {
  begin();
  render(<Page />, page);
}
