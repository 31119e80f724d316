package org.banyan.cli;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.UnknownFieldSet;

/** As much of the token contract's descriptor as the tests of commands need. */
final class TokenDescriptor {
    static final String SERVICE = "test.Token";

    private static final int TYPE_OPTION = 50130;
    private static final int ADDRESS = 1;
    private static final int AMOUNT = 2;

    private TokenDescriptor() {}

    static ByteString served() {
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("token.proto")
                .setPackage("test")
                .setSyntax("proto3")
                .addMessageType(message("TransferRequest")
                        .addField(bytes(1, "to", ADDRESS))
                        .addField(text(2, "symbol"))
                        .addField(bytes(3, "amount", AMOUNT))
                        .addField(text(4, "memo")))
                .addMessageType(message("TransferReply"))
                .addMessageType(message("GetBalanceRequest")
                        .addField(bytes(1, "owner", ADDRESS))
                        .addField(text(2, "symbol")))
                .addMessageType(message("GetBalanceReply").addField(bytes(1, "amount", AMOUNT)))
                .addService(ServiceDescriptorProto.newBuilder()
                        .setName("Token")
                        .addMethod(method("Transfer"))
                        .addMethod(method("GetBalance")))
                .build();
        return FileDescriptorSet.newBuilder().addFile(file).build().toByteString();
    }

    static DescriptorProto.Builder message(String name) {
        return DescriptorProto.newBuilder().setName(name);
    }

    static MethodDescriptorProto method(String name) {
        return MethodDescriptorProto.newBuilder()
                .setName(name)
                .setInputType(".test." + name + "Request")
                .setOutputType(".test." + name + "Reply")
                .build();
    }

    static FieldDescriptorProto text(int number, String name) {
        return field(number, name, Type.TYPE_STRING).build();
    }

    static FieldDescriptorProto bytes(int number, String name, int meaning) {
        UnknownFieldSet option = UnknownFieldSet.newBuilder()
                .addField(
                        TYPE_OPTION,
                        UnknownFieldSet.Field.newBuilder().addVarint(meaning).build())
                .build();
        return field(number, name, Type.TYPE_BYTES)
                .setOptions(FieldOptions.newBuilder().setUnknownFields(option))
                .build();
    }

    static FieldDescriptorProto.Builder field(int number, String name, Type type) {
        return FieldDescriptorProto.newBuilder()
                .setNumber(number)
                .setName(name)
                .setJsonName(name)
                .setType(type)
                .setLabel(Label.LABEL_OPTIONAL);
    }
}
