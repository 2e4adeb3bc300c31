/** The same in one file, without a package for the maps of sources: a third of the size. */
declare module 'handlebars/dist/handlebars.js' {
  import Handlebars from 'handlebars'
  export default Handlebars
}
