/** The WebSocket to the server: commands out, frames in, with reconnection. */
import { signal } from "@preact/signals";
import { readFrame } from "./frames";
import type { Command, Frame } from "./messages";

/** `strange`: the server that answers now is another start of it, and does not know this page. */
export type ConnectionStatus = "connecting" | "open" | "lost" | "strange";

/** How the line stands, for the page to say. */
export const connectionStatus = signal<ConnectionStatus>("connecting");

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 4000;

export class Socket {
  private socket: WebSocket | null = null;
  private retryMs = FIRST_RETRY_MS;
  private queuedCommands = new Map<string, Command>();

  constructor(
    private readonly address: string,
    private readonly onFrame: (frame: Frame) => void,
    private readonly onOpen: () => void,
  ) {
    this.connect();
  }

  /** Send a command now, or once the line is open; of one kind only the newest is kept. */
  send(command: Command & { type: string }): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(command));
    else this.queuedCommands.set(command.type, command);
  }

  private connect(): void {
    const socket = new WebSocket(this.address);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      this.retryMs = FIRST_RETRY_MS;
      connectionStatus.value = "open";
      this.onOpen();
      for (const command of this.queuedCommands.values()) socket.send(JSON.stringify(command));
      this.queuedCommands.clear();
    };
    socket.onmessage = (event: MessageEvent<ArrayBuffer>) => this.onFrame(readFrame(event.data));
    socket.onclose = () => {
      void this.findOutWhyLost();
      setTimeout(() => this.connect(), this.retryMs);
      this.retryMs = Math.min(2 * this.retryMs, LONGEST_RETRY_MS);
    };
    this.socket = socket;
  }

  /** Find out why there is no line: a refused WebSocket does not say it, a refused question does. */
  private async findOutWhyLost(): Promise<void> {
    if (connectionStatus.value !== "strange") connectionStatus.value = "lost";
    const status = await fetch("/api/models").then(
      (answer) => answer.status,
      () => null,
    );
    if (this.socket?.readyState !== WebSocket.OPEN)
      connectionStatus.value = status === 401 ? "strange" : "lost";
  }
}
