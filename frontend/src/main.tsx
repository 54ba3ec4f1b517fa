import { render } from "preact";
import "./styles.css";
import { Page } from "./Page";
import { begin } from "./state";

const page = document.getElementById("page");
if (page) {
  begin();
  render(<Page />, page);
}
