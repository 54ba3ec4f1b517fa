/** The address that the page was opened with. */
import { readAddress } from "./address";

export const initialAddress = readAddress(new URLSearchParams(location.search));
