/** A page beside GraphQL: what a GET of its exact path answers. */
export type Route = (request: Request) => RouteAnswer | Promise<RouteAnswer>

/** Status, headers and body of a route's answer. */
export interface RouteAnswer {
  status: number
  headers?: Record<string, string>
  body?: string | Uint8Array<ArrayBuffer>
}
