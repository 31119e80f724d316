package org.banyan.codegen;

import org.banyan.archrules.ModuleRules;

class ArchitectureTest implements ModuleRules {}
