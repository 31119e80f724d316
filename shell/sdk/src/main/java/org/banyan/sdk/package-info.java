/**
 * Client of a node: connect, build, sign, submit, wait, follow, prove.
 *
 * <p>{@link org.banyan.sdk.BanyanClient} is the entry. Messages of the public API ({@code org.banyan.v1}) are handed out as they are, since they are the
 * documented contract; connections and their vendor stay inside. It must not know the node's own classes.
 */
@NullMarked
package org.banyan.sdk;

import org.jspecify.annotations.NullMarked;
