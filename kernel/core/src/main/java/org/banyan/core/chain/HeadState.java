package org.banyan.core.chain;

import org.banyan.core.state.StateView;
import org.banyan.types.BlockId;
import org.banyan.types.block.Header;

/**
 * The head of a moment and the state after it. Stays what it was: any thread may read it while blocks are added and folded, until more final heights passed than
 * the store retains ({@link org.banyan.core.store.StateNotRetainedException}).
 */
public record HeadState(BlockId id, Header header, StateView state) {}
