package org.banyan.drivers.net.grpc;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.banyan.spi.network.Frame;
import org.banyan.types.Bytes;
import org.banyan.types.codec.CodecException;

/** A gRPC message is a canonical frame; empty stands for what is none, which ends the link. */
final class FrameMarshaller implements MethodDescriptor.Marshaller<Optional<Frame>> {
    /** What a frame has beside its payload, about. */
    private static final int FRAMING_BYTES = 80;

    /** The one call between nodes: open for as long as they are linked. */
    static final MethodDescriptor<Optional<Frame>, Optional<Frame>> LINK =
            MethodDescriptor.<Optional<Frame>, Optional<Frame>>newBuilder()
                    .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
                    .setFullMethodName(MethodDescriptor.generateFullMethodName("banyan.network.v1.Peers", "Link"))
                    .setRequestMarshaller(new FrameMarshaller())
                    .setResponseMarshaller(new FrameMarshaller())
                    .build();

    @Override
    public InputStream stream(Optional<Frame> frame) {
        Frame sent = frame.orElseThrow();
        return new ByteArrayInputStream(
                Frame.CODEC.encode(sent, sent.payload().size() + FRAMING_BYTES).toArray());
    }

    @Override
    public Optional<Frame> parse(InputStream stream) {
        try {
            byte[] bytes = stream.readNBytes(Frame.BYTES_MAX + 1);
            return bytes.length > Frame.BYTES_MAX
                    ? Optional.empty()
                    : Optional.of(Frame.CODEC.decode(Bytes.wrap(bytes)));
        } catch (CodecException malformed) {
            return Optional.empty();
        } catch (IOException failed) {
            throw Status.UNAVAILABLE
                    .withDescription("a frame ended early")
                    .withCause(failed)
                    .asRuntimeException();
        }
    }
}
