/**
 * JSON as a value: strict parsing with limits, stable writing.
 *
 * <p>Numbers keep their text, so that no 64-bit or larger number loses digits. It must not know Protocol Buffers, contracts or the node.
 */
@NullMarked
package org.banyan.sdk.json;

import org.jspecify.annotations.NullMarked;
