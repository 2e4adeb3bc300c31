/** The same in one file, without the package for source maps: a third of the size. */
declare module 'handlebars/dist/handlebars.js' {
  import Handlebars from 'handlebars'
  export default Handlebars
}
