/** How a server is started. */
export interface ServerCommand {
  command: string;
  args: string[];
}
