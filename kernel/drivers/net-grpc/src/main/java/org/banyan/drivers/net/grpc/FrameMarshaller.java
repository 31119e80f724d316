package org.banyan.drivers.net.grpc;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.banyan.spi.network.Frame;
import org.banyan.types.Bytes;
import org.banyan.types.codec.CodecException;

/** A gRPC message is a canonical frame; what is not ends the stream. */
final class FrameMarshaller implements MethodDescriptor.Marshaller<Frame> {
    /** The one call between nodes: open for as long as they are linked. */
    static final MethodDescriptor<Frame, Frame> LINK = MethodDescriptor.<Frame, Frame>newBuilder()
            .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
            .setFullMethodName(MethodDescriptor.generateFullMethodName("banyan.network.v1.Peers", "Link"))
            .setRequestMarshaller(new FrameMarshaller())
            .setResponseMarshaller(new FrameMarshaller())
            .build();

    @Override
    public InputStream stream(Frame frame) {
        return new ByteArrayInputStream(
                Frame.CODEC.encode(frame, frame.payload().size() + 80).toArray());
    }

    @Override
    public Frame parse(InputStream stream) {
        try {
            byte[] bytes = stream.readNBytes(Frame.BYTES_MAX + 1);
            if (bytes.length > Frame.BYTES_MAX) {
                throw refused("it has more than " + Frame.BYTES_MAX + " bytes");
            }
            return Frame.CODEC.decode(Bytes.wrap(bytes));
        } catch (CodecException malformed) {
            throw refused(String.valueOf(malformed.getMessage()));
        } catch (IOException failed) {
            throw Status.UNAVAILABLE
                    .withDescription("a frame ended early")
                    .withCause(failed)
                    .asRuntimeException();
        }
    }

    private static RuntimeException refused(String why) {
        return Status.INVALID_ARGUMENT
                .withDescription("not a frame: " + why + " [rule=NET-1]")
                .asRuntimeException();
    }
}
