package org.banyan.cli;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;

/** As much of the crosschain contract's descriptor as the tests of commands need. */
final class CrosschainDescriptor {
    static final String SERVICE = "test.Crosschain";

    private static final int HASH = 3;

    private CrosschainDescriptor() {}

    static ByteString served() {
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("crosschain.proto")
                .setPackage("test")
                .setSyntax("proto3")
                .addMessageType(TokenDescriptor.message("RegisterRequest")
                        .addField(TokenDescriptor.text(1, "name"))
                        .addField(TokenDescriptor.text(2, "lightClient"))
                        .addField(TokenDescriptor.bytes(3, "genesisHeader", 0))
                        .addField(TokenDescriptor.bytes(4, "producers", 0)))
                .addMessageType(TokenDescriptor.message("RegisterReply"))
                .addMessageType(
                        TokenDescriptor.message("RenewRequest").addField(TokenDescriptor.bytes(1, "checkpoint", 0)))
                .addMessageType(TokenDescriptor.message("RenewReply"))
                .addMessageType(TokenDescriptor.message("VerifyFactRequest")
                        .addField(TokenDescriptor.bytes(1, "chainId", HASH))
                        .addField(TokenDescriptor.bytes(2, "proof", 0)))
                .addMessageType(DescriptorProto.newBuilder()
                        .setName("TransactionFact")
                        .addField(TokenDescriptor.bytes(1, "transaction", HASH))
                        .addField(TokenDescriptor.bytes(2, "authorizations", HASH)))
                .addMessageType(TokenDescriptor.message("VerifyFactReply")
                        .addField(TokenDescriptor.bytes(1, "chainId", HASH))
                        .addField(TokenDescriptor.field(2, "height", Type.TYPE_UINT64))
                        .addField(transaction()))
                .addService(ServiceDescriptorProto.newBuilder()
                        .setName("Crosschain")
                        .addMethod(TokenDescriptor.method("Register"))
                        .addMethod(TokenDescriptor.method("Renew"))
                        .addMethod(TokenDescriptor.method("VerifyFact")))
                .build();
        return FileDescriptorSet.newBuilder().addFile(file).build().toByteString();
    }

    private static FieldDescriptorProto transaction() {
        return TokenDescriptor.field(4, "transaction", Type.TYPE_MESSAGE)
                .setTypeName(".test.TransactionFact")
                .build();
    }
}
