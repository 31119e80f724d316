/**
 * The public API banyan.v1 on one port: gRPC, JSON, reflection, generated documentation and the status page. Translates between public messages and the
 * chain; decides nothing.
 */
@NullMarked
package org.banyan.api;

import org.jspecify.annotations.NullMarked;
