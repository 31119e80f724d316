package org.banyan.v1;

import org.banyan.archrules.ModuleRules;

class ArchitectureTest implements ModuleRules {}
