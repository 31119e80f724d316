package org.banyan.core.peers;

import org.banyan.spi.network.Frame;
import org.banyan.spi.network.NodeId;
import org.banyan.spi.network.PeerAddress;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;

/** What the table of peers wants done, in order. */
public sealed interface PeerEffect {
    record Dial(PeerAddress address) implements PeerEffect {}

    record Send(long link, Frame frame) implements PeerEffect {}

    record Close(long link, String reason) implements PeerEffect {}

    /** A peer is there for this chain. */
    record Joined(ChainId chain, NodeId peer, Standing standing) implements PeerEffect {}

    /** It is there no more. */
    record Left(ChainId chain, NodeId peer) implements PeerEffect {}

    /** A peer said something on a channel of this chain. */
    record Said(ChainId chain, NodeId peer, ChainChannel channel, Bytes payload) implements PeerEffect {}

    /** A frame of this link was dealt with, or its words were handed on by the effects before; another may come. */
    record Handled(long link) implements PeerEffect {}

    /** A peer broke a rule: for figures and logs. */
    record Scored(NodeId peer, PeerRule rule, String what, boolean banned) implements PeerEffect {}

    /** Something for the operator's log. */
    record Noted(String line) implements PeerEffect {}
}
