import 'server-only';

/** What makes a request believed: a header, or a client certificate. */
export interface Credential {
  authorization?: string;
  cert?: string;
  key?: string;
}
/** Where credentials come from; asked anew for each request. */
export interface Authenticator {
  credential(): Promise<Credential>;
  /** The server did not believe it: the next one is to be new. */
  forget(): void;
  /** Ends what is under way. */
  close(): void;
}
