package org.banyan.spi.network;

import org.banyan.types.Bytes;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * What travels on a link: bytes on a named channel. Its canonical form is what is on the wire.
 *
 * @param channel lower-case letters, digits, dashes and slashes, 1 to {@value #CHANNEL_LENGTH_MAX}
 */
public record Frame(String channel, Bytes payload) {
    public static final int CHANNEL_LENGTH_MAX = 64;

    /** Largest payload; what is larger travels in parts. */
    public static final int PAYLOAD_BYTES_MAX = 256 * 1024;

    /** Largest canonical frame. */
    public static final int BYTES_MAX = PAYLOAD_BYTES_MAX + CHANNEL_LENGTH_MAX + 8;

    public static final Codec<Frame> CODEC = new FrameCodec();

    public Frame {
        if (channel.isEmpty()
                || channel.length() > CHANNEL_LENGTH_MAX
                || !channel.chars().allMatch(Frame::isOfChannel)) {
            throw new IllegalArgumentException("a channel's name has 1 to " + CHANNEL_LENGTH_MAX
                    + " lower-case letters, digits, dashes and slashes but was '" + channel + "'");
        }
        if (payload.size() > PAYLOAD_BYTES_MAX) {
            throw new IllegalArgumentException("a frame on channel " + channel + " has " + payload.size()
                    + " bytes, more than " + PAYLOAD_BYTES_MAX);
        }
    }

    private static boolean isOfChannel(int c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '/';
    }

    private static final class FrameCodec implements Codec<Frame> {
        @Override
        public void write(Frame value, CanonicalWriter out) {
            out.string(1, value.channel);
            out.bytes(2, value.payload);
        }

        @Override
        public Frame read(CanonicalReader in) {
            return new Frame(in.string(1, CHANNEL_LENGTH_MAX), in.bytes(2, PAYLOAD_BYTES_MAX));
        }
    }
}
