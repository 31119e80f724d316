/** The public API of a running development node over real sockets: gRPC by the SDK, JSON by an HTTP client, reflection. */
@NullMarked
package org.banyan.mainchain.node.api;

import org.jspecify.annotations.NullMarked;
