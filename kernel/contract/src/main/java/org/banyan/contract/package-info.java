/**
 * All that a contract author compiles against: the context of a call, typed state, events, failures and declared access.
 *
 * <p>Contracts are pure: same input and same state, same output (aelf whitepaper 5.1). Must not know any engine, store, consensus or runtime.
 */
@NullMarked
package org.banyan.contract;

import org.jspecify.annotations.NullMarked;
