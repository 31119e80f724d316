package org.banyan.archrules;

/**
 * One thing that a compiled class does, with the place where it does it.
 *
 * @param kind what sort of thing
 * @param owner the type used, with dots; for {@link Kind#CODE} the class itself
 * @param member the method, field or instruction; empty for a mere mention of a type
 * @param descriptor the descriptor of a called method in the notation of the class file, else empty
 * @param user the class that does it, with dots
 * @param place {@code class.method(File.java:line)}, as a stack trace writes it
 */
record Use(Kind kind, String owner, String member, String descriptor, String user, String place) {
    enum Kind {
        /** A call, a construction (member {@code <init>}) or a method reference. */
        CALL,
        /** A read or write of a field of another class. */
        FIELD,
        /** A type named in a signature, cast, catch, instanceof, extends or implements. */
        TYPE,
        /** A type named by {@code catch}. */
        CATCH,
        /** A type that the class itself names behind {@code implements}. */
        IMPLEMENTS,
        /** An instruction or modifier that needs no other type: see the constants of {@link BytecodeScan}. */
        CODE
    }

    String what() {
        return switch (kind) {
            case CALL -> member.equals("<init>") ? "new " + owner : owner + "." + member;
            case FIELD -> owner + "." + member;
            case TYPE -> owner;
            case CATCH -> "catch " + owner;
            case IMPLEMENTS -> "implements " + owner;
            case CODE -> member;
        };
    }
}
