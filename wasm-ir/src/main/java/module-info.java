// SPDX-License-Identifier: Apache-2.0
/** What compilers and the runtime must agree on. */
@SuppressWarnings("module") // names modules that are built after this one
module dev.tandem.ir {
    requires static org.jspecify;
    requires transitive dev.tandem.decoder;
    requires org.objectweb.asm;

    exports dev.tandem.ir.trap;
    exports dev.tandem.ir.code;
    exports dev.tandem.ir.profile;
    exports dev.tandem.ir.vm;
    exports dev.tandem.ir.asm.jvm to
            dev.tandem.baseline,
            dev.tandem.optimizing;
    exports dev.tandem.ir.asm.x64 to
            dev.tandem.baseline,
            dev.tandem.optimizing;
    exports dev.tandem.ir.graph to
            dev.tandem.optimizing;
    exports dev.tandem.ir.graph.cfg to
            dev.tandem.baseline,
            dev.tandem.optimizing;
    exports dev.tandem.ir.graph.node to
            dev.tandem.optimizing;
    exports dev.tandem.ir.graph.dump to
            dev.tandem.optimizing;
    exports dev.tandem.ir.graph.evaluate to
            dev.tandem.optimizing;
    exports dev.tandem.ir.backend to
            dev.tandem.baseline,
            dev.tandem.optimizing,
            dev.tandem.manager,
            dev.tandem.runtime;
    exports dev.tandem.ir.platform to
            dev.tandem.baseline,
            dev.tandem.optimizing,
            dev.tandem.manager,
            dev.tandem.runtime;
    exports dev.tandem.ir.jvm to
            dev.tandem.baseline,
            dev.tandem.optimizing,
            dev.tandem.manager,
            dev.tandem.runtime;
    exports dev.tandem.ir.nativex64.sequence to
            dev.tandem.baseline,
            dev.tandem.optimizing;
    exports dev.tandem.ir.nativex64 to
            dev.tandem.baseline,
            dev.tandem.optimizing,
            dev.tandem.manager,
            dev.tandem.runtime;
    exports dev.tandem.ir.type to
            dev.tandem.runtime;
}
